"""Attribution and statements over parses built by hand."""

import pytest
from spacy.tokens import Span

from onrecord.statements import find_statements
from onrecord.statements.addressees import addressees, relays
from onrecord.statements.attribution import attribute
from onrecord.statements.confidence import Evidence, confidence_of
from onrecord.statements.headlines import find_headline
from tests.building import mark, parsed, whole_view, words_only

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

THOUGHT = """
Kovac Kovac PROPN NNP 1 nsubj
believes believe VERB VBZ 1 ROOT
that that SCONJ IN 4 mark
talks talk NOUN NNS 4 nsubj
failed fail VERB VBD 1 ccomp
"""

CLAIM = """
Kovac Kovac PROPN NNP 2 nmod:poss
's 's PART POS 0 case
claim claim NOUN NN 6 nsubj
that that SCONJ IN 5 mark
talks talk NOUN NNS 5 nsubj
failed fail VERB VBD 2 acl
spread spread VERB VBD 6 ROOT
"""

ACCORDING = """
Talks talk NOUN NNS 1 nsubj
failed fail VERB VBD 1 ROOT
, , PUNCT , 5 punct
according accord VERB VBG 5 case
to to ADP IN 3 fixed
Kovac Kovac PROPN NNP 1 obl
. . PUNCT . 1 punct
"""


# Source, cue and content of each, by tokens.
MARKS = {
    SAID_THAT: ((0, 1), (1, 2), (2, 6)),
    DIRECT: ((6, 7), (7, 8), (0, 6)),
    MIXED: ((0, 1), (1, 2), (2, 7)),
    CITED: ((6, 7), (7, 8), (0, 6)),
    NOT_SAID: ((0, 1), (1, 4), (4, 7)),
    THOUGHT: ((0, 1), (1, 2), (2, 5)),
    CLAIM: ((0, 2), (2, 3), (3, 6)),
    ACCORDING: ((5, 6), (3, 5), (0, 2)),
}


def statements(rows, actors, marks=None):
    bounds = marks or MARKS.get(rows)
    doc = attribute(mark(parsed(rows), dict(zip(("source", "cue", "content"), bounds, strict=True))) if bounds else parsed(rows))
    found = find_statements(doc, whole_view(doc), {token.i: actors[token.text] for token in doc if token.text in actors})
    return [f.statement for f in found]


@pytest.mark.parametrize(
    ("rows", "kind", "act", "content"),
    [
        (SAID_THAT, "indirect", "say", ["that talks had failed"]),
        (DIRECT, "direct", "say", ["“We will vote,”"]),
        (MIXED, "mixed", "accuse", ["it “a disgrace”"]),
        (CLAIM, "indirect", "say", ["that talks failed"]),
        (ACCORDING, "indirect", "say", ["Talks failed"]),
    ],
)
def test_statement(rows, kind, act, content):
    (statement,) = statements(rows, {"Kovac": "a1", "reporters": "a2"})
    assert (statement.kind, statement.act, statement.speaker) == (kind, act, "a1")
    assert [part.text for part in statement.content] == content


def test_whom_it_was_told():
    (statement,) = statements(DIRECT, {"Kovac": "a1", "reporters": "a2"})
    assert [(p.actor, p.text) for p in statement.addressees] == [("a2", "reporters")]
    assert (statement.source.text, statement.cue.text) == ("Kovac", "told")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("told tell VERB VBD 1 ROOT\nFriday Friday PROPN NNP 1 obj", []),
        ("told tell VERB VBD 1 ROOT\nconference conference NOUN NN 1 obj", []),
        ("told tell VERB VBD 1 ROOT\nPost Post PROPN NNP 1 obj", ["Post"]),
        ("said say VERB VBD 1 ROOT\nto to ADP IN 3 case\napplause applause NOUN NN 1 obl", []),
        ("said say VERB VBD 1 ROOT\nto to ADP IN 3 case\nreporters reporter NOUN NNS 1 obl", ["reporters"]),
    ],
)
def test_times_occasions_and_noises_are_told_nothing(rows, told):
    doc = parsed("Kovac Kovac PROPN NNP 1 nsubj\n" + rows, [(2, 3, "DATE")] if "Friday" in rows else [])
    assert [noun.text for noun in addressees(doc[1:2])] == told


def test_who_answers_was_asked():
    doc = parsed(
        """
Asked ask VERB VBN 4 advcl
about about ADP IN 2 case
talks talk NOUN NNS 0 obl
Kovac Kovac PROPN NNP 4 nsubj
smiled smile VERB VBD 4 ROOT
"""
    )
    assert [noun.text for noun in addressees(doc[0:1])] == ["Kovac"]


def test_who_speaks_for_somebody_passes_it_on():
    doc = parsed(
        """
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
through through ADP IN 4 case
his he PRON PRP$ 4 nmod:poss
lawyer lawyer NOUN NN 1 obl
"""
    )
    assert [noun.text for noun in relays(doc[1:2])] == ["lawyer"]


def test_who_passed_it_on():
    (statement,) = statements(CITED, {"Kovac": "a1", "AFP": "a2"})
    assert statement.speaker == "a1"
    assert [p.actor for p in statement.relayed_by] == ["a2"]


def test_cue_without_known_source_yields_no_speaker():
    (statement,) = statements(SAID_THAT, {})
    assert statement.speaker is None
    assert statement.source.text == "Kovac"


def test_negated_saying_is_marked():
    (statement,) = statements(NOT_SAID, {"Kovac": "a1"})
    assert statement.negated


def test_thoughts_are_attitudes():
    (statement,) = statements(THOUGHT, {"Kovac": "a1"})
    assert statement.nature == "attitude"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Russia keeps its rights - Kovac to Petrov", "Kovac", "Russia keeps its rights"),
        ("Kovac: we keep our rights", "Kovac", "we keep our rights"),
        ("Talks fail - what comes next", None, None),
        ("Five things to know: a guide", None, None),
    ],
)
def test_headlines_without_a_verb(text, source, content):
    doc = words_only(text)
    for token in doc:
        token.pos_ = "PROPN" if token.text in ("Kovac", "Petrov") else "NOUN"
    doc.set_ents([Span(doc, t.i, t.i + 1, label="PERSON") for t in doc if t.text in ("Kovac", "Petrov")])
    found = find_headline(doc[:])
    assert (found and doc[slice(*found.source)].text, found and doc[slice(*found.content)].text) == (source, content)


def test_label_before_a_quotation_names_its_speaker():
    (statement,) = statements(
        """
Judge judge NOUN NN 4 dep
: : PUNCT : 0 punct
“ “ PUNCT `` 4 punct
Laws law NOUN NNS 4 nsubj
deny deny VERB VBP 4 ROOT
them they PRON PRP 4 iobj
rights right NOUN NNS 4 obj
” ” PUNCT '' 4 punct
""",
        {"Judge": "a1"},
    )
    assert (statement.speaker, statement.source.text) == ("a1", "Judge")


def sure(**known):
    usual = {
        "probability": 0.8, "kind": "indirect", "has_cue": True, "known_cue": True, "has_source": True, "named_source": True, "pronoun": False,
        "has_speaker": True, "nested": False, "words": 12,
    }  # fmt: skip
    return confidence_of(Evidence(**{**usual, **known}))


def test_confidence_rises_with_the_probability_of_the_marks():
    found = [sure(probability=p) for p in (0.0, 0.3, 0.6, 0.9, 1.0)]
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] < 1


def test_statement_of_nobody_is_less_sure():
    assert sure(has_speaker=False, has_source=False, named_source=False) < sure()


def test_confidence_has_two_decimals():
    assert sure(probability=1 / 3) == round(sure(probability=1 / 3), 2)


def test_who_said_it_is_whom_the_relative_clause_is_about():
    (statement,) = statements(
        """
Kovac Kovac PROPN NNP 6 nsubj
, , PUNCT , 3 punct
who who PRON WP 3 nsubj
said say VERB VBD 0 acl:relcl
talks talk NOUN NNS 5 nsubj
failed fail VERB VBD 3 ccomp
left leave VERB VBD 6 ROOT
""",
        {"Kovac": "a1"},
        marks=((2, 3), (3, 4), (4, 6)),
    )
    assert statement.speaker == "a1"
