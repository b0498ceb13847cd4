"""Statements over parses built by hand and frames as the reader gives them."""

import pytest
from spacy.tokens import Span

from onrecord.statements import find_attributions, find_statements
from onrecord.statements.headlines import find_headline
from tests.building import frame, parsed, whole_view, words_only

SAID_THAT = """
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
that that SCONJ IN 5 mark
talks talk NOUN NNS 5 nsubj
had have AUX VBD 5 aux
failed fail VERB VBN 1 ccomp
. . PUNCT . 1 punct
"""
DIRECT = """
“ “ PUNCT `` 3 punct
We we PRON PRP 3 nsubj
will will AUX MD 3 aux
vote vote VERB VB 7 ccomp
, , PUNCT , 3 punct
” ” PUNCT '' 3 punct
Kovac Kovac PROPN NNP 7 nsubj
told tell VERB VBD 7 ROOT
reporters reporter NOUN NNS 7 obj
. . PUNCT . 7 punct
"""
MIXED = """
Kovac Kovac PROPN NNP 1 nsubj
called call VERB VBD 1 ROOT
it it PRON PRP 1 obj
“ “ PUNCT `` 5 punct
a a DET DT 5 det
disgrace disgrace NOUN NN 1 xcomp
” ” PUNCT '' 5 punct
. . PUNCT . 1 punct
"""
CITED = """
“ “ PUNCT `` 3 punct
We we PRON PRP 3 nsubj
will will AUX MD 3 aux
vote vote VERB VB 7 ccomp
, , PUNCT , 3 punct
” ” PUNCT '' 3 punct
Kovac Kovac PROPN NNP 7 nsubj
said say VERB VBD 7 ROOT
as as SCONJ IN 9 mark
cited cite VERB VBN 7 advcl
by by ADP IN 11 case
AFP AFP PROPN NNP 9 obl:agent
. . PUNCT . 7 punct
"""
NOT_SAID = """
Kovac Kovac PROPN NNP 3 nsubj
did do AUX VBD 3 aux
not not PART RB 3 advmod
say say VERB VB 3 ROOT
that that SCONJ IN 6 mark
talks talk NOUN NNS 6 nsubj
failed fail VERB VBD 3 ccomp
"""
NESTED = """
Roth Roth PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
Kovac Kovac PROPN NNP 3 nsubj
promised promise VERB VBD 1 ccomp
that that SCONJ IN 6 mark
I I PRON PRP 6 nsubj
win win VERB VBP 3 ccomp
. . PUNCT . 1 punct
"""
ACTORS = {"Kovac": "a1", "reporters": "a2", "AFP": "a3", "Roth": "a4"}


def statements(rows, *frames):
    doc = parsed(rows)
    actor_of = {token.i: ACTORS[token.text] for token in doc if token.text in ACTORS}
    return [found.statement for found in find_statements(doc, whole_view(doc), find_attributions(doc, frames), actor_of)]


@pytest.mark.parametrize(
    ("rows", "read", "kind", "content"),
    [
        (SAID_THAT, frame((1, 2), source=(0, 1), content=(2, 6)), "indirect", ["that talks had failed"]),
        (DIRECT, frame((7, 8), source=(6, 7), content=(0, 6)), "direct", ["“We will vote,”"]),
        (MIXED, frame((1, 2), source=(0, 1), content=(2, 7)), "mixed", ["it “a disgrace”"]),
    ],
)
def test_statement(rows, read, kind, content):
    (statement,) = statements(rows, read)
    assert (statement.kind, statement.speaker) == (kind, "a1")
    assert [part.text for part in statement.content] == content


def test_the_act_is_the_readers():
    (statement,) = statements(MIXED, frame((1, 2), act="accuse", source=(0, 1), content=(2, 7)))
    assert statement.act == "accuse"


def test_confidence_rises_with_the_readers_probability():
    found = [statements(MIXED, frame((1, 2), probability=p, source=(0, 1), content=(2, 7)))[0].confidence for p in (0.6, 0.8, 0.95)]
    assert found == sorted(set(found))


def test_whom_it_was_told():
    (statement,) = statements(DIRECT, frame((7, 8), source=(6, 7), content=(0, 6), addressee=(8, 9)))
    assert [(p.actor, p.text) for p in statement.addressees] == [("a2", "reporters")]
    assert (statement.source.text, statement.cue.text) == ("Kovac", "told")


def test_who_passed_it_on():
    (statement,) = statements(CITED, frame((7, 8), source=(6, 7), content=(0, 6), relay=(11, 12)))
    assert statement.speaker == "a1"
    assert [p.actor for p in statement.relayed_by] == ["a3"]


def test_nobody_passes_on_their_own_words():
    (statement,) = statements(CITED, frame((7, 8), source=(6, 7), content=(0, 6), relay=(6, 7)))
    assert statement.relayed_by == ()


def test_what_was_not_said_is_negated():
    (statement,) = statements(NOT_SAID, frame((1, 4), source=(0, 1), content=(4, 7)))
    assert statement.negated


def test_the_subject_of_a_cue_without_a_marked_source_speaks():
    (statement,) = statements(SAID_THAT, frame((1, 2), content=(2, 6)))
    assert statement.speaker == "a1"


@pytest.mark.parametrize(("verb", "speaker"), [("made make VERB VBD", "a1"), ("heard hear VERB VBN", None)])
def test_who_makes_promises_speaks_where_no_source_is_marked(verb, speaker):
    rows = f"""
Kovac Kovac PROPN NNP 1 nsubj
{verb} 1 ROOT
promises promise NOUN NNS 1 obj
to to PART TO 4 mark
leave leave VERB VB 2 acl
"""
    (statement,) = statements(rows, frame((2, 3), content=(3, 5)))
    assert statement.speaker == speaker


def test_who_tells_of_anothers_words_passes_them_on():
    outer = frame((1, 2), source=(0, 1), content=(2, 7))
    inner = frame((3, 4), source=(2, 3), content=(4, 7))
    first, second = statements(NESTED, outer, inner)
    assert (second.within, second.speaker, [p.actor for p in second.relayed_by]) == (first.id, "a1", ["a4"])


def test_i_in_what_somebody_says_is_who_says_it():
    outer = frame((3, 4), source=(2, 3), content=(4, 8))
    inner = frame((6, 7), source=(5, 6), content=(7, 8))
    rows = NESTED.replace("win win VERB VBP 3 ccomp\n. . PUNCT . 1 punct", "say say VERB VBP 3 ccomp\nno no INTJ UH 6 obj")
    assert [statement.speaker for statement in statements(rows, outer, inner)] == ["a1", "a1"]


def test_label_before_a_quotation_names_its_speaker():
    (statement,) = statements(
        """
Kovac Kovac PROPN NNP 4 dep
: : PUNCT : 0 punct
“ “ PUNCT `` 4 punct
Laws law NOUN NNS 4 nsubj
deny deny VERB VBP 4 ROOT
them they PRON PRP 4 iobj
rights right NOUN NNS 4 obj
” ” PUNCT '' 4 punct
"""
    )
    assert (statement.speaker, statement.source.text, statement.cue) == ("a1", "Kovac", None)


def test_who_said_it_is_whom_the_relative_clause_is_about():
    rows = """
Kovac Kovac PROPN NNP 6 nsubj
, , PUNCT , 3 punct
who who PRON WP 3 nsubj
said say VERB VBD 0 acl:relcl
talks talk NOUN NNS 5 nsubj
failed fail VERB VBD 3 ccomp
left leave VERB VBD 6 ROOT
"""
    (statement,) = statements(rows, frame((3, 4), source=(2, 3), content=(4, 6)))
    assert statement.speaker == "a1"


@pytest.mark.parametrize(
    ("text", "source", "content", "addressee"),
    [
        ("Russia keeps its rights - Kovac to Petrov", "Kovac", "Russia keeps its rights", "Petrov"),
        ("Kovac: we keep our rights", "Kovac", "we keep our rights", None),
        ("Talks fail - what comes next", None, None, None),
        ("Five things to know: a guide", None, None, None),
    ],
)
def test_headlines_without_a_verb(text, source, content, addressee):
    doc = words_only(text)
    for token in doc:
        token.pos_ = "PROPN" if token.text in ("Kovac", "Petrov") else "NOUN"
    doc.set_ents([Span(doc, t.i, t.i + 1, label="PERSON") for t in doc if t.text in ("Kovac", "Petrov")])
    found = find_headline(doc[:])
    said = [doc[slice(*run)].text if run else None for run in (found.source, found.content, found.addressee)] if found else [None] * 3
    assert said == [source, content, addressee]


TWICE = """
Kovac Kovac PROPN NNP 1 nsubj
told tell VERB VBD 1 ROOT
reporters reporter NOUN NNS 1 obj
talks talk NOUN NNS 4 nsubj
failed fail VERB VBD 1 ccomp
. . PUNCT . 1 punct
Kovac Kovac PROPN NNP 7 nsubj
added add VERB VBD 7 ROOT
Roth Roth PROPN NNP 9 nsubj
left leave VERB VBD 7 ccomp
. . PUNCT . 7 punct
"""
FIRST = frame((1, 2), source=(0, 1), content=(3, 5), addressee=(2, 3))


@pytest.mark.parametrize(("told", "addressees"), [("before", ["a2"]), ("nobody", []), ("here", [])])
def test_who_was_told_before_is_told_again_where_the_reader_says_so(told, addressees):
    _, again = statements(TWICE, FIRST, frame((7, 8), source=(6, 7), content=(8, 10), told=told))
    assert [who.actor for who in again.addressees] == addressees


def test_who_passed_on_before_passes_on_again_where_the_reader_says_so():
    first = frame((1, 2), source=(0, 1), content=(3, 5), relay=(2, 3))
    _, again = statements(TWICE, first, frame((7, 8), source=(6, 7), content=(8, 10), relayed="before"))
    assert [who.actor for who in again.relayed_by] == ["a2"]


def test_nobody_tells_themselves():
    (statement,) = statements(SAID_THAT, frame((1, 2), source=(0, 1), content=(2, 6), addressee=(0, 1)))
    assert statement.addressees == ()


def test_a_quotation_that_opens_an_article_is_the_next_speakers():
    found = statements(
        """
“ “ PUNCT `` 3 punct
We we PRON PRP 3 nsubj
all all DET DT 3 det
lost lose VERB VBD 3 ROOT
everything everything PRON NN 3 obj
. . PUNCT . 3 punct
” ” PUNCT '' 3 punct
It it PRON PRP 8 nsubj
rained rain VERB VBD 10 ccomp
, , PUNCT , 8 punct
said say VERB VBD 10 ROOT
Kovac Kovac PROPN NNP 10 nsubj
. . PUNCT . 10 punct
""",
        frame((10, 11), source=(11, 12), content=(7, 9)),
    )
    assert [(statement.speaker, statement.cue is None) for statement in found] == [("a1", True), ("a1", False)]


def test_speech_in_single_marks_ends_with_them():
    (statement,) = statements(
        """
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
, , PUNCT , 1 punct
‘ ‘ PUNCT `` 5 punct
I I PRON PRP 5 nsubj
slept sleep VERB VBD 1 ccomp
, , PUNCT , 5 punct
’ ’ PUNCT '' 5 punct
and and CCONJ CC 10 cc
then then ADV RB 10 advmod
left leave VERB VBD 1 conj
. . PUNCT . 1 punct
""",
        frame((1, 2), source=(0, 1), content=(3, 11)),
    )
    assert [part.text for part in statement.content] == ["‘ I slept, ’"]


ALSO_SAID = """
Kovac Kovac PROPN NNP 2 nsubj
also also ADV RB 2 advmod
denied deny VERB VBD 2 ROOT
the the DET DT 4 det
charge charge NOUN NN 2 obj
on on ADP IN 6 case
Friday Friday PROPN NNP 2 obl
. . PUNCT . 2 punct
"""


def cues_and_contents(rows, *frames, entities=()):
    doc = parsed(rows, entities)
    return [(doc[slice(*one.cue)].text, [doc[slice(*run)].text for run in one.content]) for one in find_attributions(doc, frames)]


def test_a_cue_at_an_adverb_is_that_of_its_verb():
    assert cues_and_contents(ALSO_SAID, frame((1, 2), source=(0, 1), content=(2, 5))) == [("denied", ["the charge"])]


def test_an_adverb_of_a_verb_that_is_a_cue_is_none():
    verb, adverb = frame((2, 3), source=(0, 1), content=(3, 5)), frame((1, 2), source=(0, 1), content=(2, 5))
    assert cues_and_contents(ALSO_SAID, adverb, verb) == [("denied", ["the charge"])]


def test_a_cue_at_an_auxiliary_and_an_adverb_is_that_of_their_verb():
    rows = """
Kovac Kovac PROPN NNP 3 nsubj
had have AUX VBD 3 aux
earlier early ADV RBR 3 advmod
denied deny VERB VBN 3 ROOT
it it PRON PRP 3 obj
. . PUNCT . 3 punct
"""
    for before in ((1, 2), (1, 3)):
        assert cues_and_contents(rows, frame(before, source=(0, 1), content=(before[1], 5))) == [("denied", ["it"])]


@pytest.mark.parametrize("speak", ["comment", "answer", "elaborate"])
def test_who_declined_to_speak_said_nothing(speak):
    rows = f"""
Kovac Kovac PROPN NNP 1 nsubj
declined decline VERB VBD 1 ROOT
to to PART TO 3 mark
{speak} {speak} VERB VB 1 xcomp
. . PUNCT . 1 punct
"""
    assert cues_and_contents(rows, frame((1, 2), source=(0, 1), content=(2, 4))) == []


@pytest.mark.parametrize(("behind", "found"), [("", []), ("changed change VERB VBD 1 ccomp\n", [("said", ["nothing changed"])])])
def test_who_said_nothing_did_not_speak(behind, found):
    relation, head = ("nsubj", 3) if behind else ("obj", 1)
    rows = f"""
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
nothing nothing PRON NN {head} {relation}
{behind}"""
    assert cues_and_contents(rows, frame((1, 2), source=(0, 1), content=(2, 4 if behind else 3))) == found


def test_an_adverb_that_puts_words_on_others_is_a_cue():
    rows = ALSO_SAID.replace("also also", "allegedly allegedly")
    assert cues_and_contents(rows, frame((1, 2), content=(2, 5))) == [("allegedly", ["denied the charge"])]


@pytest.mark.parametrize(("entities", "content"), [([(6, 7, "DATE")], "the charge"), ([], "the charge on")])
def test_a_content_ends_before_the_preposition_of_a_day_that_is_no_more_of_it(entities, content):
    assert cues_and_contents(ALSO_SAID, frame((2, 3), source=(0, 1), content=(3, 6)), entities=entities) == [("denied", [content])]


def test_whom_a_speaker_cites_is_no_part_of_what_is_said():
    rows = """
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
, , PUNCT , 1 punct
citing cite VERB VBG 1 advcl
residents resident NOUN NNS 3 obj
, , PUNCT , 1 punct
it it PRON PRP 7 nsubj
rained rain VERB VBD 1 ccomp
. . PUNCT . 1 punct
"""
    assert cues_and_contents(rows, frame((1, 2), source=(0, 1), content=(3, 8))) == [("said", ["it rained"])]
