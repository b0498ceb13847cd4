"""What editors decide with the forms of pages: each goes back to a page that tells of it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.article import Article, Span, words_near
from onrecord.collection.deciding import place_of
from onrecord.server.deciding import Sent, called, changed, decide, is_there, key_of_story, page_after, page_of_somebody, sent
from onrecord.server.rendering import render
from onrecord.server.site import Here, Site
from onrecord.storage import Decision, DecisionKind, StoredStatement, What

router = APIRouter()
Form = Annotated[Sent, Depends(sent)]
# What words of an article that somebody selected may be.
WORDS_ARE: dict[str, tuple[DecisionKind, What]] = {
    "statement": ("add", "statement"),
    "event": ("add", "event"),
    "somebody": ("split", "actor"),
}


@router.post("/decide")
def decide_about(request: Request, site: Here, form: Form) -> Response:
    """Decide about something by its key: accept, reject, correct, rename, link, split; undo a decision."""
    kind = form.kind
    if kind == "correct":
        one = site.collection.doubtful(form.keys[0] if form.keys else "").item
        to = changed(one, form.values(kind, "statement" if isinstance(one, StoredStatement) else "event"))
    else:
        to = form.values(kind, "actor")
        form = replace(form, then=page_of_somebody(form.then, to))
    return _after(site, form, decide(request, kind, form.keys, to=to, why=form["why"]))


@router.post("/decide/same-actor")
def same_actor(request: Request, site: Here, form: Form) -> Response:
    """Merge somebody with somebody else, who is named; where several have the name, one is chosen on a page of its own."""
    one = site.collection.actor(form.about[0] if form.about else "")
    others = [other for other in called(site, form["other"]) if other.key != one.key]
    if not others:
        raise HTTPException(422, f"Nobody else here is called {form['other']!r}.")
    if len(others) > 1:
        return render(request, "which.html", {"one": one, "others": others, "named": form["other"], "why": form["why"]})
    return _after(site, form, decide(request, "merge", (one.key, others[0].key), why=form["why"]))


@router.post("/decide/same-event")
def same_event(request: Request, site: Here, form: Form) -> Response:
    """Merge a story with another, which is named by its address."""
    one = site.collection.event(form.about[0] if form.about else "")
    other = site.collection.event(key_of_story(form["other"]))
    if other.key == one.key:
        raise HTTPException(422, "This is the same event already.")
    return _after(site, form, decide(request, "merge", (one.key, other.key), why=form["why"]))


@router.post("/decide/words")
def decide_about_words(request: Request, site: Here, form: Form) -> Response:
    """Say what words of an article are: a statement or an event that was missed, the words of a statement that has others, somebody else than was read."""
    if form["as"] == "words":
        return _after(site, form, _give_words(request, site, form))
    if form["as"] not in WORDS_ARE:
        raise HTTPException(422, "Say what these words are.")
    kind, what = WORDS_ARE[form["as"]]
    to = {name: value for name, value in form.values(kind, what).items() if value}
    made = decide(request, kind, to=to, what=what, article=form["article"], words=form["words"], place=form.place, why=form["why"])
    return _after(site, form, made)


def _give_words(request: Request, site: Here, form: Sent) -> Decision:
    """Give a statement of an article other words of its text."""
    statement = site.collection.statement(form["number"])
    if form.place is not None:
        _check_selection(site.collection.reading(statement.article.key).article, form, statement)
    return decide(request, "correct", (statement.key,), to={"words": form["words"]}, why=form["why"])


def _check_selection(article: Article, form: Sent, statement: StoredStatement) -> None:
    """409 where the words are not those that were selected, or stand nearer to the statement elsewhere, where the decision would find them."""
    try:
        selected = place_of(article, form["words"], form.place)
    except ValueError as error:
        raise HTTPException(409, f"{error}.") from error
    whole = Span(start=statement.content[0].start, end=statement.content[-1].end, text="")
    nearest = words_near(article.text, form["words"], whole)
    if nearest is None or (nearest.start, nearest.end) != selected:
        raise HTTPException(409, "The same words stand nearer to the statement: select more of them.")


def _after(site: Site, form: Sent, made: Decision) -> Response:
    """Back to the page that the form came from, or to the article where what that page is about is no more."""
    then = form.then if is_there(site, form.then) else f"/articles/{_article_of(site, made)}"
    return RedirectResponse(page_after(then, made), 303)


def _article_of(site: Site, made: Decision) -> str:
    """The article of the first words that a decision is about, or that the one that it undoes is."""
    while not made.about:
        made = site.collection.decision(str(made.to["decision"]))
    return made.about[0].article
