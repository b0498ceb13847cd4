"""What a statement does: by its cue, and where the cue only says "said", by its words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from spacy.tokens import Span, Token

from onrecord.grammar import SUBJECTS, is_negated, phrase_before
from onrecord.records import Act
from onrecord.statements.lexicon import Cue, noun_cue, verb_cue

OBLIGING = {"must", "should", "ought"}
# "He did not know" denies nothing.
MENTAL = {"know", "think", "believe", "want", "see", "understand", "assess", "find", "mean", "remember", "expect", "feel"}
COMING = {"will", "'ll", "’ll", "would"}
SPEAKERS_OWN = {"i", "we", "he", "she", "they", "it"}


def act_of(cue: Span | None, contents: list[Span]) -> Act:
    """The act of a statement; without a sign of anything else it says something."""
    known = cue_of(cue) if cue is not None else None
    if cue is not None and known is not None:
        by_content = (known.acts[key] for key in _what_is_said(cue, contents[0]) if key in known.acts)
        act = next(by_content, None)
        if act is not None:
            return act
        if known.act != "say":
            return known.act
    return act_of_words(contents)


def _what_is_said(cue: Span, content: Span) -> Iterator[str]:
    """How a content is attached to its cue: by its first word, by the preposition that ends the cue, or as "infinitive", also in "asked her to do"."""
    yield content[0].lower_
    yield cue[-1].lower_
    to = next((token for token in content if token.lower_ == "to" and token.dep_ in ("mark", "aux")), None)
    if to is not None and (to.i == content.start or cue.start <= to.head.head.i < cue.end):
        yield "infinitive"


def cue_of(cue: Span) -> Cue | None:
    """The lexicon's entry for the words of a cue: its verb, or its noun."""
    for token in reversed(list(cue)):
        known = verb_cue(token) or noun_cue(token)
        if known is not None:
            return known
    return None


def act_of_words(contents: list[Span]) -> Act:
    """The act of the content itself, by its main clause: request, support, reject, deny, threaten, accuse."""
    words = _words()
    for content in contents:
        root = _main_word(content)
        own, negated = _is_speakers_own(root), is_negated(root)
        if _obliges(content, root):
            return "reject" if negated else "request"
        if own and not negated and _is_any(root, words["threaten"]) and any(child.lower_ in COMING for child in root.children):
            return "threaten"
        if not negated and root.lower_ in words["praise"] and not any(token.lower_ in ("if", "but") for token in content):
            return "support"
        if own and negated and _is_any(root, words["willing"]):
            return "reject"
        if _is_any(root, words["support"]) and own:
            return "reject" if negated else "support"
        if _is_any(root, words["reject"]) and own:
            return "reject"
        if _denies(root):
            return "deny"
    found = [token for content in contents for token in content]
    if any(_is_any(token, words["threaten anywhere"]) for token in found):
        return "threaten"
    is_accusing = any(_is_any(token, words["accuse"]) for token in found)
    return "accuse" if is_accusing or len({token.lemma_ for token in found if _is_any(token, words["accuse weakly"])}) > 1 else "say"


def _is_any(token: Token, words: frozenset[str]) -> bool:
    return token.lemma_.casefold() in words or token.lower_ in words


def _denies(root: Token) -> bool:
    """Whether a main verb says that something did not happen ("we did not pay"), or is not so ("could not have been")."""
    if root.lemma_.casefold() in MENTAL or not is_negated(root):
        return False
    return root.tag_ in ("VB", "VBD", "VBN") and any(child.lower_ in ("did", "had", "was", "were", "never") for child in root.children)


def _main_word(content: Span) -> Token:
    """The head of a content; of several, the first verb or predicate with a copula ("I am in favor")."""
    tops = (token for token in content if token.head.i == token.i or not content.start <= token.head.i < content.end)
    return next(
        (token for token in tops if token.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in token.children)), content.root
    )


def _obliges(content: Span, root: Token) -> bool:
    if any(child.lower_ in OBLIGING for child in root.children if child.i in range(content.start, content.end)):
        return True
    if root.lemma_.casefold() in ("necessity", "need") and root.pos_ == "NOUN":
        return True
    return _is_any(root, _words()["request"]) and _is_speakers_own(root)


def _is_speakers_own(root: Token) -> bool:
    subject = next((child for child in root.children if child.dep_ in SUBJECTS), None)
    if subject is None and root.tag_ == "VBD":
        subject = phrase_before(root)  # Where the parse has none.
    return subject is None or subject.lower_ in SPEAKERS_OWN


@cache
def _words() -> dict[str, frozenset[str]]:
    table = json.loads(files("onrecord").joinpath("data/acts.json").read_text("utf-8"))
    return {act: frozenset(words.split()) for act, words in table.items() if act != "about"}
