"""What looks like a saying and is none: nothing was said ("declined to comment"), or something was done ("called him on Friday")."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.grammar import NEGATIONS, OBJECTS, is_negated
from onrecord.statements.contents import has_second_part
from onrecord.statements.lexicon import verb_cue
from onrecord.statements.marked import Attribution

REFUSING = {"decline", "refuse", "avoid", "fail", "hesitate"}
SPEAKING = {
    "comment", "say", "speak", "answer", "discuss", "respond", "elaborate", "talk", "reply", "specify", "identify", "address", "disclose", "indicate",
    "mention", "provide",
}  # fmt: skip
# "Did not say why" tells of nothing that was said; "did not say that it would" does.
OPEN = {"if", "whether", "when", "where", "why", "how", "what", "which", "who", "whom", "whose"}
TALKING = {"speak", "talk", "appear", "testify"}
TOPICS = {"about", "of", "against", "for"}
DEEDS = {"sign"}


def is_no_saying(doc: Doc, found: Attribution, quoted: set[int]) -> bool:
    """Whether an attribution with a cue tells of no saying; where words are quoted, something was said."""
    if found.cue is None or any(i in quoted for run in found.content for i in range(*run)):
        return False
    cue = doc[found.cue[0] : found.cue[1]]
    first = doc[found.content[0][0]]
    lemmas = {token.lemma_.casefold() for token in cue}
    if lemmas & SPEAKING and (lemmas & REFUSING or cue.root.head.lemma_.casefold() in REFUSING):
        return True
    if first.lower_ in ("nothing", "little") and "say" in lemmas:
        return True
    if "short" in lemmas and "of" in lemmas:
        return True  # "Stopped short of calling for it."
    negated = any(token.lower_ in NEGATIONS for token in cue) or is_negated(cue.root)
    if negated and lemmas & SPEAKING and first.lower_ != "that" and (first.lower_ in OPEN or lemmas.isdisjoint({"say", "mention"})):
        return True
    told = any(token.pos_ in ("VERB", "AUX") for run in found.content for token in doc[run[0] : run[1]])
    if lemmas & DEEDS or (lemmas & TALKING and first.lower_ not in TOPICS and not lemmas & TOPICS and not told):
        return True
    known = verb_cue(cue.root)
    objects = [child for child in cue.root.children if child.dep_ in OBJECTS]
    return known is not None and known.predicate_needs == "second" and bool(objects) and not has_second_part(cue.root, known, objects)
