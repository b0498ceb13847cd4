"""Whether an event happened, goes on, is planned, denied, called for or only possible."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from onrecord.grammar import POSSESSIVES, clause_of, is_negated
from onrecord.records import Act, Status

FUTURE = {"will", "'ll", "’ll", "wo", "shall"}
# "She is to meet him."
TO_BE = {"is", "are", "was", "were"}
POSSIBLE = {"may", "might", "could", "would", "can", "if", "whether", "unless", "possible", "potential"}
OBLIGING = {"should", "must", "ought"}
PLANNING = {"plan", "schedule", "intend", "expect", "prepare", "set", "agree", "arrange", "aim", "due", "slate", "promise", "pledge", "vow"}
WISHING = {"want", "hope", "seek", "wish", "try", "threaten", "offer", "propose", "consider"}
CALLING = {"call", "urge", "demand", "request", "ask", "appeal", "invite", "plead"}
FUTURE_WORDS = {"planned", "upcoming", "forthcoming", "scheduled", "proposed", "expected", "future", "tomorrow", "next"}
ONGOING_WORDS = {"ongoing", "continuing", "current", "continued"}
# Nouns for what goes on where nothing says that it is over.
CONTINUING = {"continue", "persist", "keep"}
LASTING = {
    "cooperation",
    "co-operation",
    "coordination",
    "collaboration",
    "support",
    "investigation",
    "probe",
    "inquiry",
    "trial",
    "prosecution",
}
BEING = {"is", "are", "'s", "’s", "'re", "’re", "been"}
COMPLEMENTS = {"xcomp", "ccomp", "obl", "obj", "dobj", "pobj", "prep", "advcl", "nmod", "acl"}
VERB_STEPS = 3


def find_status(token: Token, acts: Iterable[Act]) -> Status:
    """The status of the event that a token names. ``acts``: acts of the statements in whose content it stands, innermost first."""
    acts = list(acts) if not _is_presupposed(token) else []
    verb = token if token.pos_ == "VERB" else _governing_verb(token)
    words = {child.lower_ for child in token.children} | ({child.lower_ for child in verb.children} if verb is not None else set())
    if (verb is not None and is_negated(verb) and _negation_reaches(verb, token)) or is_negated(token) or "deny" in acts[:1]:
        return "denied"
    chain = _verbs_above(verb if verb is not None else token)
    lemmas = {above.lemma_.casefold() for above in chain} | ({verb.lemma_.casefold()} if verb is not None and verb.i != token.i else set())
    if lemmas & CALLING or "request" in acts[:1] or words & OBLIGING:
        return "called_for"
    if "would" in words and acts and "if" not in words:
        return "planned"  # "He said that he would meet her."
    if words & FUTURE or lemmas & PLANNING or words & FUTURE_WORDS or (words & TO_BE and "to" in words):
        return "planned"
    if words & POSSIBLE or lemmas & WISHING or "threaten" in acts[:1]:
        return "possible"
    if words & ONGOING_WORDS or _is_progressive(verb) or token.lemma_.casefold() in LASTING or lemmas & CONTINUING:
        return "ongoing"
    return "occurred"


def _governing_verb(noun: Token) -> Token | None:
    verb = clause_of(noun)
    return verb if verb.pos_ in ("VERB", "AUX") else None


def _negation_reaches(verb: Token, token: Token) -> bool:
    return verb.i == token.i or token.head.i == verb.i


def _verbs_above(token: Token) -> list[Token]:
    """Words that the event's verb is a complement of ("plans to meet"), nearest first."""
    chain = []
    for _ in range(VERB_STEPS):
        if token.dep_ not in COMPLEMENTS or token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in ("VERB", "NOUN", "ADJ"):
            chain.append(token)
    return chain


def _is_presupposed(token: Token) -> bool:
    """Whether a noun takes its event for granted: "the attack", "their investigation"."""
    return token.pos_ == "NOUN" and any(child.lower_ in ("the", "this") or child.dep_ in POSSESSIVES for child in token.children)


def _is_progressive(verb: Token | None) -> bool:
    return (
        verb is not None
        and verb.tag_ in ("VBG", "VBN")
        and any(child.lower_ in (BEING if verb.tag_ == "VBG" else {"being"}) for child in verb.children)
    )
