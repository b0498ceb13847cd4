"""Contents set right by quotation marks: a quotation is content whole or not at all, and punctuation stands outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from onrecord.columns import columns_of
from onrecord.grammar import RELATIVES, SUBJECTS, dependents, entity_type, noun_phrase
from onrecord.marks import Run
from onrecord.statements.quotations import SINGLE, SPEECH_ENDS, Quotation

# A quotation is content whole when this share of it is; less is an edge that is a word or two off, and is given back.
WHOLE_FROM = 0.4
# Relations of words to the noun or name that they begin.
PARTS_OF_A_PHRASE = {"det", "amod", "compound", "flat", "nummod", "nmod", "poss"}
# Parts of speech of what a subject is one of.
PREDICATES = {"VERB", "AUX", "ADJ", "NOUN"}
TRIMMED = {"", ",", ".", ";", ":", "—", "–", "-", "--", "(", "!", "?", "…", "..."}


def snapped(doc: Doc, content: Sequence[Run], beside: Iterable[Run], by_token: Mapping[int, Quotation]) -> tuple[Run, ...]:
    """Take in the whole of a quotation that a content cuts, give back what it only grazes, and take punctuation off the ends; pieces of a quotation
    that are left are none if there is another part.

    ``beside``: cue and source; a quotation that they stand in is not the content's alone.
    """
    told_by = tuple(beside)
    fitted = []
    for run in joined(doc, content):
        cut = {quotation.start: quotation for i in range(*run) if (quotation := by_token.get(i)) is not None}
        for quotation in cut.values():
            run = run if any(start in quotation.tokens for start, _ in told_by) else _fitted(run, quotation)
        trimmed = trim(doc, _in_inner_marks(doc, _without_dangling(doc, _without_citing(doc, _with_subject(doc, run, told_by)))))
        if trimmed is not None:
            fitted.append(trimmed)
    parts = tuple(joined(doc, sorted(fitted)))
    return tuple(run for run in parts if not _is_fragment(run, told_by, by_token)) or parts


def _is_fragment(run: Run, told_by: Iterable[Run], by_token: Mapping[int, Quotation]) -> bool:
    """Whether a run is a piece of a quotation in which neither cue nor source stands."""
    around = by_token.get(run[0])
    if around is None or any(start in around.tokens for start, _ in told_by):
        return False
    return run[1] - run[0] < len(around.tokens)


def whole_phrase(doc: Doc, source: Run, others: Iterable[Run]) -> Run:
    """The source with the rest of the phrase that its words begin ("The" of "The North said", "President" of "President Obama"), up to other parts."""
    head = Span(doc, *source).root
    while head.dep_.split(":")[0] in PARTS_OF_A_PHRASE and head.head.i >= source[1]:
        head = head.head
    if head.pos_ not in ("NOUN", "PROPN", "NUM"):
        return source
    last = doc[source[1] - 1]
    joined_to = dependents(head, ("conj",)) if last.pos_ == "CCONJ" else ()
    end = max(source[1], noun_phrase(next((token for token in joined_to if token.i >= source[1]), head)).end)
    return source[0], min([end, *(start for start, _ in others if start >= source[1])])


def _with_subject(doc: Doc, run: Run, told_by: Iterable[Run]) -> Run:
    """A content with the subject of its first verb, where only the subject's own words stand before it ("Kovac and" of "Kovac and Roth met")."""
    start, end = run
    columns = columns_of(doc)
    subjects = (child for i in range(start, end) if columns.pos[i] in PREDICATES for child in dependents(doc[i], SUBJECTS))
    subject = next(subjects, None)
    if subject is None or not subject.left_edge.i < start <= subject.right_edge.i:
        return run
    first = subject.left_edge.i
    is_free = not any(one < start and first < other for one, other in told_by)
    return (first, end) if is_free else run


def _without_citing(doc: Doc, run: Run) -> Run:
    """A content without whom its speaker cites first: "citing residents," of "according to the paper, citing residents, the mill burned"."""
    start, end = run
    if doc[start].lower_ != "citing":
        return run
    return next(((i + 1, end) for i in range(start, end - 1) if doc[i].text == ","), run)


def _without_dangling(doc: Doc, run: Run) -> Run:
    """A content without last words that join it to what is no more of it: "and", "on" of "on Friday", "in" of "in which"."""
    start, end = run
    return start, next((i + 1 for i in range(end - 1, start, -1) if not _joins_to_others(doc[i])), start + 1)


def _joins_to_others(last: Token) -> bool:
    if last.pos_ == "CCONJ":
        return True
    nouns = [last.head] if last.dep_ == "case" else dependents(last, ("pobj",))
    return any(entity_type(noun.ent_type_) == "DATE" or noun.lower_ in RELATIVES for noun in nouns)


def _in_inner_marks(doc: Doc, run: Run) -> Run:
    """What begins with a single mark, up to the end of that speech: "‘I saw nothing,’" of "he told me, ‘I saw nothing,’ and then he left"."""
    start, end = run
    texts = columns_of(doc).texts
    marks = [i for i in range(start + 1, end) if texts[i] in SINGLE] if texts[start] in SINGLE else []
    closed = next((i for i in marks if texts[i - 1] in SPEECH_ENDS), None)
    return run if closed is None else (start, closed + 1)


def _fitted(run: Run, quotation: Quotation) -> Run:
    start, end = run
    shared = min(end, quotation.end) - max(start, quotation.start)
    if shared >= WHOLE_FROM * len(quotation.tokens):
        return min(start, quotation.start), max(end, quotation.end)
    if start < quotation.start:
        return start, quotation.start
    return (quotation.end, end) if end > quotation.end else run


def trim(doc: Doc, run: Run) -> Run | None:
    """Take punctuation and white space off the ends; quotation marks stay. ``None`` if nothing is left."""
    texts = columns_of(doc).texts
    if not any(character.isalnum() for character in "".join(texts[slice(*run)])):
        return None
    kept = [i for i in range(*run) if texts[i].strip() not in TRIMMED]
    return kept[0], kept[-1] + 1


def joined(doc: Doc, runs: Iterable[Run]) -> Iterator[Run]:
    """Runs without overlap, and without a gap of nothing but white space."""
    runs = iter(runs)
    current = next(runs, None)
    if current is None:
        return
    for run in runs:
        if all(doc[i].is_space for i in range(current[1], run[0])):
            current = (current[0], max(current[1], run[1]))
        else:
            yield current
            current = run
    yield current
