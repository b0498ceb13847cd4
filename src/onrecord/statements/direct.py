"""Which cue a quotation hangs on: by position, since marks and commas are surer than a parse across them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.grammar import SUBJECTS, subject_of
from onrecord.statements.lexicon import Cue, verb_cue
from onrecord.statements.quotations import Quotation

# "..., Anna Kovac, the deputy foreign minister of the republic, told reporters": the cue may come late.
TOKENS_TO_CUE = 25
SENTENCE_ENDS = {".", "!", "?", ";"}
ASKING_ENDS = {"!", "?", ",", "—", "–", "-", "--", "…", "..."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A quotation and the cue that it hangs on; ``end`` is where the words about the saying end."""

    quotation: Quotation
    verb: Token
    end: int


def find_cue(doc: Doc, quotation: Quotation, quoted: set[int]) -> Link | None:
    """The cue after the quotation, else the one before it; ``None`` where nobody is said to say it."""
    return _cue_after(doc, quotation, quoted) or _cue_before(doc, quotation, quoted)


def _cue_after(doc: Doc, quotation: Quotation, quoted: set[int]) -> Link | None:
    """The cue of "..., Putin said" and "...?" she asked reporters"; not the next sentence, that says something else."""
    if not quotation.closed or _ended(doc, quotation):
        return None
    start = quotation.end
    if start < len(doc) and doc[start].text in (",", "—", "–", "--", "-"):
        start += 1
    end = _clause_end(doc, start, quoted)
    for token in doc[start : min(end, start + TOKENS_TO_CUE)]:
        cue = verb_cue(token)
        if cue is not None and _can_quote(token, cue) and _is_about(token, start):
            return Link(quotation=quotation, verb=token, end=end)
        if token.dep_ in ("mark", "cc") and token.lower_ in ("but", "because", "although", "if", "when", "and") and token.i <= start:
            return None
    return None


def _cue_before(doc: Doc, quotation: Quotation, quoted: set[int]) -> Link | None:
    """The cue of "He said: ..." and "X told reporters, ..."; the colon may end the paragraph before."""
    last = quotation.start - 1
    while last >= 0 and doc[last].is_space:
        last -= 1
    if last < 0 or (doc[last].text in SENTENCE_ENDS and doc[last].text != ";"):
        return None
    introduces = doc[last].text in (":", ",", "—", "–", "--")
    for i in range(last, max(-1, last - TOKENS_TO_CUE), -1):
        token = doc[i]
        if i in quoted or (token.text in SENTENCE_ENDS) or (token.is_space and i != last and doc[last].text != ":"):
            return None
        cue = verb_cue(token)
        if cue is None or not _can_quote(token, cue):
            continue
        if introduces or i >= last - 1:
            return Link(quotation=quotation, verb=token, end=quotation.start)
        return None
    return None


def _ended(doc: Doc, quotation: Quotation) -> bool:
    """Whether a full stop before the closing mark ends the sentence; after "?" the cue may still come."""
    inner = doc[quotation.end - 2] if quotation.end - 2 > quotation.start else None
    following = doc[quotation.end] if quotation.end < len(doc) else None
    if following is None or following.is_space or following.text in SENTENCE_ENDS:
        return True
    if inner is None or inner.text in ASKING_ENDS or not inner.is_punct:
        return False
    return inner.text in SENTENCE_ENDS and not following.text[:1].islower() and following.text != ","


def _clause_end(doc: Doc, start: int, quoted: set[int]) -> int:
    for i in range(start, len(doc)):
        if i in quoted or doc[i].is_space or (doc[i].text in SENTENCE_ENDS and i > start):
            return i
    return len(doc)


def _can_quote(token: Token, cue: Cue) -> bool:
    return cue.takes("quote") and not any(child.dep_ == "ccomp" and child.i > token.i and child.i - token.i < 3 for child in token.children)


def _is_about(token: Token, start: int) -> bool:
    """Whether the verb tells of the quotation: its subject stands here, or it is a participle ("..., saying")."""
    own = [child for child in token.children if child.dep_ in SUBJECTS]
    subject = own[0] if own else subject_of(token)
    return subject is None or subject.i >= start - 1 or token.tag_ in ("VBG", "VBD", "VBZ", "VBP")
