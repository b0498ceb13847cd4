"""What the API's description shows: one answer of each kind."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from onrecord.article import Anchor, Span
from onrecord.storage import (
    ArticleReference,
    Decision,
    DisputeSide,
    EventReport,
    EventTurn,
    MergedEvent,
    StoredActor,
    StoredArticle,
    StoredDispute,
    StoredStatement,
    Subject,
    Telling,
    Voice,
    Who,
)

ANNA = Who(key="8bd4904d81105d2e567e", name="Anna Kovac", type="person", wikidata=None, country="NOR", role="Foreign Minister")
IVAN = Who(key="a63eeb644e1421e71b72", name="Ivan Holm", type="person", wikidata=None, country="DNK", role="envoy")
PRESS = Who(key="3567432dd7f023262d31", name="reporters", type="group", wikidata=None, country=None, role=None)
LEAD = ArticleReference(
    key="bc1f70ceb8cb633f0017", id="monday/lead", publisher="The Example", title="Talks in Oslo", url="https://example.org/talks", published="2021-03-05"
)  # fmt: skip
WORDS = Span(start=71, end=96, text="“We will vote on Monday,”")
MET = Span(start=0, end=46, text="Foreign Minister Anna Kovac met Ivan Holm")
STATEMENT = StoredStatement(
    key="0f3c5a7b9d1e2f4a6b8c", article=LEAD, id="s1", speaker=ANNA, act="promise", negated=False, nature="utterance", kind="direct", words=WORDS.text,
    content=(WORDS,), addressees=(PRESS,), relayed_by=(), source=Span(start=97, end=102, text="Kovac"), cue=Span(start=103, end=107, text="told"), occasion=None,
    within=None, confidence=0.93, standing="read", cluster="f122cbfad602cfb2557a",
    told_by=(Telling(article=LEAD, key="0f3c5a7b9d1e2f4a6b8c", words=WORDS.text, variant="exact", touches=None, diff=()),),
)  # fmt: skip
ASSERTED = Voice(who=None, name=None, article=LEAD, statement=None, words=MET.text, start=MET.start, end=MET.end)
DENIED = Voice(who=IVAN, name="Ivan Holm", article=LEAD, statement="7131cf9bc022a65f11e4", words="that he had met her", start=140, end=159)
EVENT = MergedEvent(
    key="926c5bb49dafd0bbbe40", report="ee492aff635527dc0eac", type="CONSULT", mode="meet", status="occurred", actors=(ANNA,), recipients=(IVAN,), place="Oslo",
    place_name="Oslo", place_country="NOR", latitude=59.91, longitude=10.75, date="2021-03-05", until=None, killed=None, injured=None,
    reports=(
        EventReport(
            key="ee492aff635527dc0eac", article=LEAD, status="occurred", trigger=Span(start=28, end=31, text="met"), evidence=MET, confidence=0.9, standing="read"
        ),
    ),
    origins=1, denying_origins=1, asserted_by=(ASSERTED,), attributed_to=(), denied_by=(DENIED,), figures=(), accounts=(),
    history=(EventTurn(published="2021-03-05", status="occurred", article="monday/lead"),),
)  # fmt: skip
ACTOR = StoredActor(
    key=ANNA.key, name=ANNA.name, type=ANNA.type, wikidata=None, country="NOR", role=ANNA.role, aliases=("Kovac",), articles=12, statements=31, events=9
)  # fmt: skip
ARTICLE = StoredArticle(
    key=LEAD.key, id=LEAD.id, url=LEAD.url, file=None, publisher=LEAD.publisher, title=LEAD.title, authors=("Eva Novak",), published=LEAD.published, updated=None,
    captured=None, language="en", sha256="0" * 64, length=1742, version=1, added="2021-03-06T08:00:00Z", statements=3, events=1, origin="1a3db5dd5aa417e6dd30",
)  # fmt: skip
DISPUTE = StoredDispute(
    about=EVENT.key, what="event", kind="denied", of=None, words=MET.text,
    sides=(DisputeSide(says="it happened", origins=1, voices=(ASSERTED,)), DisputeSide(says="it did not", origins=1, voices=(DENIED,))),
)  # fmt: skip
DECISION = Decision(
    key="36d1a3a8d0f2d9d2c1be", kind="correct", at="2021-03-06T10:00:00.000Z", by="Eva Novak", why="read it", to={"act": "promise"},
    about=(
        Subject(
            what="statement", type="utterance", article=LEAD.key, article_id=LEAD.id,
            anchor=Anchor(sha256="0" * 64, start=71, end=96, quotation=WORDS.text, before="in Oslo on Friday. ", after=" Kovac told reporters"),
        ),
    ),
)  # fmt: skip

EXAMPLES: dict[str, Any] = {
    "articles": ARTICLE,
    "statements": STATEMENT,
    "events": EVENT,
    "stories": EVENT,
    "actors": ACTOR,
    "disputes": DISPUTE,
    "decisions": DECISION,
}


def one(what: str) -> dict[str, Any]:
    """How one thing is answered."""
    return {"application/json": {"example": asdict(EXAMPLES[what])}}


def several(what: str) -> dict[str, Any]:
    """How a part of a list is answered."""
    following = f"/api/v1/{what}?limit=1&offset=1"
    part = {"items": [asdict(EXAMPLES[what])], "offset": 0, "total": 120, "counted": True, "next": following}
    return {"application/json": {"example": part}}
