"""On whose word an event is known: what speaks for it to be only its speaker's."""

from dataclasses import replace

from onrecord.article import Span
from onrecord.events import Surroundings
from onrecord.events.vouching import evidence_of, told_outside
from onrecord.records import Actor, Statement
from tests.building import KNOWLEDGE, frame, parsed, whole_view

SENT = """
Roth Roth PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
rebels rebel NOUN NNS 4 nsubj
had have AUX VBD 4 aux
attacked attack VERB VBN 1 ccomp
Kano Kano PROPN NNP 4 obj
. . PUNCT . 1 punct
Rebels rebel NOUN NNS 8 nsubj
attacked attack VERB VBD 8 ROOT
Kano Kano PROPN NNP 8 obj
. . PUNCT . 8 punct
"""
SAID, TOLD = frame((4, 5), deed="ASSAULT"), frame((8, 9), deed="ASSAULT")


def surroundings():
    doc = parsed(SENT, [])
    words = doc[2:6]
    content = (Span(start=words.start_char, end=words.end_char, text=words.text),)
    statement = Statement(id="s1", kind="indirect", act="say", speaker="a1", content=content, confidence=0.9)
    actors = (Actor(id="a1", name="Roth", type="person", mentions=()), Actor(id="a2", name="rebels", type="group", mentions=()))
    said = [(statement, frozenset(range(2, 6)))]
    return Surroundings(
        doc, whole_view(doc), actors=actors, actor_of={0: "a1", 2: "a2", 7: "a2"}, statements=said, published=None, places=KNOWLEDGE.places
    )  # fmt: skip


def test_what_the_article_tells_itself_is_told_outside_of_all_statements():
    assert told_outside(surroundings(), [SAID, TOLD]) == {("ASSAULT", "attack"): TOLD.probability}
    assert told_outside(surroundings(), [SAID]) == {}


def test_an_event_that_the_article_tells_again_by_itself_is_less_its_speakers():
    known, name = surroundings(), "log odds that the article tells of it elsewhere"
    assert evidence_of(known, SAID, told_outside(known, [SAID, TOLD]))[name] > evidence_of(known, SAID, told_outside(known, [SAID]))[name]


def test_evidence_tells_how_it_is_said_and_whether_its_speaker_takes_part():
    known, name = surroundings(), "log odds that the speaker takes part"
    own, by_the_speaker = evidence_of(known, SAID, {}), replace(SAID, chances=SAID.chances | {"actor": {0: 0.9}})
    assert {"statement indirect", "act say", "speaker person", "auxiliary had"} <= own.keys()
    assert evidence_of(known, by_the_speaker, {})[name] > 0 > own[name]
