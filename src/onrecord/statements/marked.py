"""Attributions as the language pipeline marks them, their contents set right by quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.grammar import OBJECTS, SUBJECTS, comma_before
from onrecord.records import Nature
from onrecord.statements.acts import cue_of
from onrecord.statements.addressees import quoting_verb
from onrecord.statements.contents import is_next_saying, trim
from onrecord.statements.lexicon import tells_of_saying
from onrecord.statements.quotations import Quotation

Run = tuple[int, int]

# A quotation is content whole when this share of it is; less is an edge that is a word or two off, and is given back.
WHOLE_FROM = 0.4
# What the subject of a clause may be made of.
PHRASE = {"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "CCONJ", "PART"}
SENTENCE_ENDS = {".", "!", "?", ";", ":"}
# "told the French presidential candidate in Moscow on Friday that": as far as this, "that" leads the content.
TOKENS_TO_THAT = 15
TELLING = {"tell", "inform", "assure", "remind", "warn", "notify", "advise"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Token bounds of one attribution; source and cue may be missing. ``relay``: who passed it on, where the source is whom they quote.

    ``probability``: that it is one, as the language pipeline has it; ``None`` for what a rule found.
    """

    content: tuple[Run, ...]
    source: Run | None = None
    cue: Run | None = None
    relay: Run | None = None
    nature: Nature = "utterance"
    probability: float | None = None

    @property
    def words(self) -> set[int]:
        """The tokens of its content."""
        return {i for start, end in self.content for i in range(start, end)}


def marked_attributions(doc: Doc, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """What stands in the document's span groups, in the order of the cues."""
    if "onrecord:cue" not in doc.spans:
        return
    by_token = {i: quotation for quotation in quotations for i in range(quotation.start, quotation.end)}
    runs: dict[str, dict[str, list[Run]]] = {}
    probabilities = doc.spans["onrecord:cue"].attrs.get("probability", {})
    for role in ("cue", "source", "content"):
        by_id = runs.setdefault(role, {})
        for span in doc.spans.get(f"onrecord:{role}", ()):
            by_id.setdefault(span.id_, []).append((span.start, span.end))
    for id, (cue,) in runs["cue"].items():
        source = runs["source"].get(id, [None])[0]
        content = _in_the_paragraph(doc, runs["content"].get(id, []), cue)
        marked = Attribution(content=content, source=source, cue=cue, probability=probabilities.get(id))
        found = snapped(
            doc, _from_complementizer(doc, _up_to_what_comes_next(doc, _up_to_the_comma(doc, marked, by_token), by_token)), by_token
        )
        if found.content:
            yield found


def _in_the_paragraph(doc: Doc, content: Sequence[Run], cue: Run) -> tuple[Run, ...]:
    """The runs in the cue's paragraph, where there are any: a quotation that goes on in the next one is a statement of its own."""

    def is_near(run: Run) -> bool:
        between = doc[min(run[1], cue[1]) : max(run[0], cue[0])]
        return not any(token.is_space and "\n\n" in token.text for token in between)

    return tuple(run for run in content if is_near(run)) or tuple(content)


def _up_to_the_comma(doc: Doc, found: Attribution, by_token: Mapping[int, Quotation]) -> Attribution:
    """The clause before ", X said" is content to its end ("Talks failed and did not resume, Kovac said")."""
    told_from = min(part[0] for part in (found.cue, found.source) if part is not None)
    before = [run for run in found.content if run[1] <= told_from]
    if not before or before != list(found.content) or any(i in by_token for i in range(before[0][0], told_from)):
        return found
    gap = doc[before[-1][1] : told_from]
    is_clause = len(gap) > 0 and gap[-1].text == "," and not any(token.is_space or token.text in SENTENCE_ENDS for token in gap)
    return replace(found, content=((_clause_start(doc, found, before[0][0]), told_from - 1),)) if is_clause else found


def _clause_start(doc: Doc, found: Attribution, start: int) -> int:
    """Where the clause begins that is said, if before a content's ``start``: by the parse, or with its sentence where only its subject can stand before it."""
    assert found.cue is not None
    verb = doc[found.cue[0] : found.cue[1]].root
    edges = (child.left_edge.i for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i)
    first = doc[start].sent.start
    start = min([start, *(edge for edge in edges if edge >= first and not any(token.is_quote for token in doc[edge:start]))])
    while first < start and doc[first].is_space:
        first += 1
    before = doc[first:start]
    is_subject = all(token.pos_ in PHRASE and token.i not in range(*found.source or (0, 0)) for token in before)
    return first if is_subject and doc[start].pos_ in ("VERB", "AUX") else start


def _up_to_what_comes_next(doc: Doc, found: Attribution, by_token: Mapping[int, Quotation]) -> Attribution:
    """Content after its cue ends at the next attribution or at another dependent clause of the cue: "said he was pleased, adding ...", "..., ending the talks"."""
    assert found.cue is not None
    verb = doc[found.cue[0] : found.cue[1]].root
    content = []
    for start, end in found.content:
        nexts = (token for token in doc[start + 1 : end] if start > verb.i and token.i not in by_token and _comes_next(token, verb))
        content.append((start, min((token.left_edge.i for token in nexts if token.left_edge.i > start + 1), default=end)))
    return replace(found, content=tuple(content))


def _comes_next(token: Token, verb: Token) -> bool:
    is_set_off = comma_before(token) or token.left_edge.pos_ == "CCONJ"
    is_of_cue = token.head.i == verb.i and token.dep_ == "advcl" and token.tag_ == "VBG"
    return is_set_off and (is_of_cue or is_next_saying(token, verb))


def _from_complementizer(doc: Doc, found: Attribution) -> Attribution:
    """What follows "that", where what stands between the cue and it is who was told, or where ("has told her in Moscow that ...", "denied to AFP that ...")."""
    if found.cue is None:
        return found
    cue = doc[found.cue[0] : found.cue[1]]
    content = []
    for start, end in _joined(doc, sorted(found.content)):
        that = next((i for i in range(start, min(end, start + TOKENS_TO_THAT)) if _is_complementizer(doc[i])), start)
        is_of_cue = doc[that].head.head.i == cue.root.i and not any(token.pos_ in ("VERB", "AUX") for token in doc[start:that])
        leads = that > start and start - cue.end <= 1 and (is_of_cue or any(token.lemma_.casefold() in TELLING for token in cue))
        content.append((that if leads else start, end))
    return replace(found, content=tuple(content))


def _is_complementizer(token: Token) -> bool:
    return token.lower_ == "that" and (token.tag_ == "IN" or (token.tag_ == "WDT" and token.dep_ not in SUBJECTS | OBJECTS))


def snapped(doc: Doc, found: Attribution, by_token: Mapping[int, Quotation]) -> Attribution:
    """Take in the whole of a quotation that a content cuts, give back what it only grazes, and take punctuation off the ends."""
    content: list[Run] = []
    for run in found.content:
        cut = {quotation.start: quotation for i in range(*run) if (quotation := by_token.get(i)) is not None}
        for quotation in cut.values():
            run = _fitted(run, quotation, found)
        trimmed = trim(doc, *run) if run[0] < run[1] else None
        if trimmed is not None:
            content.append(trimmed)
    return replace(found, content=tuple(_joined(doc, sorted(content))))


def _fitted(run: Run, quotation: Quotation, found: Attribution) -> Run:
    start, end = run
    inside = any(part is not None and quotation.start <= part[0] < quotation.end for part in (found.cue, found.source))
    if inside or (start <= quotation.start and quotation.end <= end):
        return run
    shared = min(end, quotation.end) - max(start, quotation.start)
    if shared >= WHOLE_FROM * (quotation.end - quotation.start):
        return min(start, quotation.start), max(end, quotation.end)
    if start < quotation.start:
        return start, quotation.start
    return (quotation.end, end) if end > quotation.end else run


def _joined(doc: Doc, runs: Sequence[Run]) -> Iterator[Run]:
    """Runs without overlap, and without a gap of nothing but white space."""
    current: Run | None = None
    for run in runs:
        if current is not None and (run[0] <= current[1] or all(doc[i].is_space for i in range(current[1], run[0]))):
            current = (current[0], max(current[1], run[1]))
        else:
            if current is not None:
                yield current
            current = run
    if current is not None:
        yield current


def without_quoting(doc: Doc, marked: list[Attribution]) -> list[Attribution]:
    """Without those whose cue is the "quoted" of another's "saying"."""
    roots = [doc[found.cue[0] : found.cue[1]].root for found in marked if found.cue is not None]
    heads = {root.head.i for root in roots if root.head.i != root.i}
    return [
        found
        for found in marked
        if found.cue is None or not (heads & set(range(*found.cue)) and quoting_verb(doc[found.cue[0] : found.cue[1]]) is not None)
    ]


def nature_of(doc: Doc, found: Attribution, quoted: set[int]) -> Nature:
    """Utterance, where the cue says so or most of the content is quoted."""
    assert found.cue is not None
    known = cue_of(doc[found.cue[0] : found.cue[1]])
    if known is not None:
        return known.nature
    words = {i for run in found.content for i in range(*run)}
    saying = any(tells_of_saying(token) for token in doc[found.cue[0] : found.cue[1]])
    return "utterance" if saying or 2 * len(words & quoted) > len(words) else "attitude"
