"""What a statement does: by its cue, and where the cue only says "said", by its words."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from spacy.tokens import Span, Token

from onrecord.grammar import SUBJECTS, is_negated
from onrecord.records import Act
from onrecord.statements.lexicon import Cue, noun_cue, verb_cue

OBLIGING = {"must", "should", "ought"}
# "He did not know" denies nothing.
MENTAL = {"know", "think", "believe", "want", "see", "understand", "assess", "find", "mean", "remember", "expect", "feel"}
SPEAKERS_OWN = {"i", "we", "he", "she", "they", "it"}


def act_of(cue: Span | None, contents: list[Span]) -> Act:
    """The act of a statement; without a sign of anything else it says something."""
    known = cue_of(cue) if cue is not None else None
    if known is not None:
        first = contents[0][0].lower_
        by_content = known.acts.get("infinitive" if first == "to" else first)
        if by_content is not None:
            return by_content
        if known.act != "say":
            return known.act
    return act_of_words(contents)


def cue_of(cue: Span) -> Cue | None:
    """The lexicon's entry for the words of a cue: its verb, or its noun."""
    for token in reversed(list(cue)):
        known = verb_cue(token) or noun_cue(token)
        if known is not None:
            return known
    return None


def act_of_words(contents: list[Span]) -> Act:
    """What the words themselves do, by their main clause: ask for something, back somebody, deny, accuse."""
    words = _words()
    for content in contents:
        root = _main_word(content)
        if _obliges(content, root):
            return "request"
        if root.lemma_.casefold() in words["support"] and not is_negated(root) and _is_speakers_own(root):
            return "support"
        if root.lemma_.casefold() in words["reject"] and _is_speakers_own(root):
            return "reject"
        if (
            root.tag_ in ("VB", "VBD", "VBN")
            and root.lemma_.casefold() not in MENTAL
            and is_negated(root)
            and any(child.lower_ in ("did", "had", "was", "were", "never") for child in root.children)
        ):
            return "deny"
    lemmas = {word for content in contents for token in content for word in (token.lemma_.casefold(), token.lower_)}
    return "accuse" if lemmas & words["accuse"] or len(lemmas & words["accuse weakly"]) > 1 else "say"


def _main_word(content: Span) -> Token:
    """The word that the others hang on; the first verb, or what "am" says of somebody ("I am in favor"), where there are several."""
    tops = (token for token in content if token.head.i == token.i or not content.start <= token.head.i < content.end)
    return next(
        (token for token in tops if token.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in token.children)), content.root
    )


def _obliges(content: Span, root: Token) -> bool:
    if any(child.lower_ in OBLIGING for child in root.children if child.i in range(content.start, content.end)):
        return True
    if root.lemma_.casefold() in ("necessity", "need") and root.pos_ == "NOUN":
        return True
    return root.lemma_.casefold() in _words()["request"] and _is_speakers_own(root)


def _is_speakers_own(root: Token) -> bool:
    subject = next((child for child in root.children if child.dep_ in SUBJECTS), None)
    return subject is None or subject.lower_ in SPEAKERS_OWN


@cache
def _words() -> dict[str, frozenset[str]]:
    table = json.loads(files("onrecord").joinpath("data/acts.json").read_text("utf-8"))
    return {act: frozenset(words.split()) for act, words in table.items() if act != "about"}
