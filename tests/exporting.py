"""Two articles with records built by hand, and their exports in all formats, for readers that know nothing of onrecord."""

from onrecord.article import Article, Block, Span
from onrecord.exporting import FORMATS, new_folder
from onrecord.records import (
    Actor,
    ArticleDescription,
    Casualty,
    Date,
    Event,
    MadeBy,
    Mention,
    Participant,
    Place,
    Record,
    Statement,
    Topic,
    Warning,
)

# The first character is two units of UTF-16; the second paragraph begins with a mark that opens a formula.
TEXT = (
    "𝗟ive: Ida Holm met Ivan Kovac in Oslo on 3 May 2021.\r\n\r\n"
    "=Six people died in Brno, “a disaster”, Holm told reporters; “we will help,” she said.\n"
)
OTHER = "Kovac denied that he met Ida Holm."
MADE_BY = MadeBy(onrecord="0.4.0", model="m", knowledge="k")


def span_in(text, words, shape=Span, /, **fields):
    start = text.index(words)
    return shape(start=start, end=start + len(words), text=words, **fields)


def span(words, shape=Span, /, **fields):
    return span_in(TEXT, words, shape, **fields)


def article(id, text, **fields):
    return ArticleDescription.of(Article(id=id, text=text, blocks=(Block(kind="body", start=0, end=len(text)),), **fields))


IDA = Actor(
    id="a1", key="k1", name="Ida Holm", type="person", wikidata="Q11", country="NOR", sectors=("GOV", "LEG"), role="minister",
    mentions=(span("Ida Holm", Mention, form="name"), span("Holm told", Mention, form="name"), span("she", Mention, form="pronoun")),
)  # fmt: skip
IVAN = Actor(id="a2", key="k2", name="Ivan Kovac", type="person", country="SVK", mentions=(span("Ivan Kovac", Mention, form="name"),))
REPORTERS = Actor(id="a3", key="k3", name="reporters", type="group", mentions=(span("reporters", Mention, form="description"),))
SAID = Statement(
    id="s1", key="ks1", kind="mixed", speaker="a1", source=span("Holm told", Span), cue=span("told"),
    content=(span("Six people died in Brno, “a disaster”"), span("“we will help,”")), addressees=(span("reporters", Participant, actor="a3"),),
    confidence=0.9,
)  # fmt: skip
NOT_SAID = Statement(id="s2", key="ks2", kind="indirect", content=(span("a disaster"),), negated=True)
MET = Event(
    id="e1", key="ke1", type="CONSULT", mode="meet", trigger=span("met"), actors=(span("Ida Holm", Participant, actor="a1"),),
    recipients=(span("Ivan Kovac", Participant, actor="a2"),), place=span("Oslo", Place, name="Oslo", country="NOR", latitude=59.91, longitude=10.75, precision="city"),
    date=span("3 May 2021", Date, value="2021-05-03"), evidence=span("Ida Holm met Ivan Kovac in Oslo on 3 May 2021"), confidence=0.8,
    topics=(span("Oslo", Topic),),
)  # fmt: skip
DIED = Event(
    id="e2", key="ke2", type="ASSAULT", trigger=span("died"), attributed_to=("s1",), evidence=span("Six people died in Brno"), killed=6,
    date=span("2021", Date, value="2021"), casualties=(span("Six people", Casualty, kind="killed", value=6, attributed_to=("s1",)),),
)  # fmt: skip
FIRST = Record(
    article=article(
        "news/a", TEXT, url="https://example.org/a", title="Holm meets Kovac; =more", authors=("A. Novak", "B. Lind"), publisher="The Example", published="2021-05-04T08:00:00Z"
    ),
    actors=(IDA, IVAN, REPORTERS),
    statements=(SAID, NOT_SAID),
    events=(MET, DIED),
    warnings=(Warning(code="w", message="a warning"),),
    made_by=MADE_BY,
)  # fmt: skip
SECOND = Record(
    article=article("b", OTHER, published="2021-05"),
    actors=(
        Actor(id="a1", key="k9", name="I. Holm", type="person", wikidata="Q11", mentions=(span_in(OTHER, "Ida Holm", Mention, form="name"),)),
        Actor(id="a2", key="k8", name="Kovac", type="person", mentions=(span_in(OTHER, "Kovac", Mention, form="name"),)),
    ),
    statements=(Statement(id="s1", key="ks9", kind="indirect", act="deny", speaker="a2", content=(span_in(OTHER, "he met Ida Holm"),)),),
    events=(
        Event(
            id="e1", key="ke9", type="CONSULT", mode="visit", trigger=span_in(OTHER, "met"), actors=(span_in(OTHER, "he", Participant, actor="a2"),),
            recipients=(span_in(OTHER, "Ida Holm", Participant, actor="a1"),), status="denied", denied_by=("s1",), evidence=span_in(OTHER, "he met Ida Holm"),
        ),
    ),
    made_by=MADE_BY,
)  # fmt: skip
TEXTS = {FIRST: TEXT, SECOND: OTHER}


def exported(format, folder, *records):
    """Write the records (both, unless others are given) in a format; the folder."""
    with FORMATS[format].into(new_folder(folder)) as add:
        for record in records or (FIRST, SECOND):
            add(record, TEXTS[record])
    return folder
