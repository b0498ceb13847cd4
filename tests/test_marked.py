"""Attributions that the language pipeline marked, set right by quotation marks."""

import pytest
from spacy.tokens import Span

from onrecord.statements.attribution import attribute
from onrecord.statements.marked import marked_attributions
from onrecord.statements.quotations import find_quotations
from tests.building import mark, parsed, words_only


def marked(text, **roles):
    """A Doc with one attribution: the words of each role (a list for content) as they stand in the text."""
    doc = words_only(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text in (".", "”", "\n\n")
    for role in ("source", "cue", "content"):
        words = roles.get(role, [])
        spans = [doc.char_span(text.index(part), text.index(part) + len(part)) for part in ([words] if isinstance(words, str) else words)]
        doc.spans[f"onrecord:{role}"] = [Span(doc, span.start, span.end, label=role.upper(), span_id="attribution-1") for span in spans]
    return doc


def contents(doc):
    return [doc[start:end].text for found in marked_attributions(doc, find_quotations(doc)) for start, end in found.content]


class TestQuotationMarks:
    @pytest.mark.parametrize("content", ["“We will vote", "will vote,”", "We will vote"])
    def test_a_quotation_is_taken_whole(self, content):
        assert contents(marked("“We will vote,” Kovac said.", cue="said", content=content)) == ["“We will vote,”"]

    def test_a_quotation_that_is_grazed_is_given_back(self):
        text = "Kovac said talks had failed. “We will vote on this next week, and we will win,” Roth said."
        assert contents(marked(text, cue="said talks", content="talks had failed. “We")) == ["talks had failed"]

    def test_what_is_said_inside_a_quotation_stays_as_it_is(self):
        text = "“Roth told me that talks had failed,” Kovac said."
        assert contents(marked(text, source="Roth", cue="told", content="that talks had failed")) == ["that talks had failed"]

    def test_punctuation_is_off_the_ends(self):
        assert contents(marked("Talks had failed, Kovac said.", cue="said", content="Talks had failed,")) == ["Talks had failed"]

    def test_parts_of_one_quotation_are_one(self):
        doc = marked("“We will vote and we will win,” Kovac said.", cue="said", content=["“We will vote", "and we will win,”"])
        assert contents(doc) == ["“We will vote and we will win,”"]


class TestClauses:
    def test_the_clause_before_the_speaker_is_content_to_its_end(self):
        doc = marked("Talks had failed and will not resume, Kovac said.", source="Kovac", cue="said", content="Talks had failed")
        assert contents(doc) == ["Talks had failed and will not resume"]

    def test_another_sentence_before_the_speaker_is_not(self):
        doc = marked("Talks had failed. On Friday, Kovac said so.", source="Kovac", cue="said", content="Talks had failed")
        assert contents(doc) == ["Talks had failed"]


class TestComponent:
    def natures(self, text, **roles):
        doc = attribute(marked(text, **roles))
        return [span.label_ for span in doc.spans["onrecord:content"]]

    def test_a_cue_of_saying_makes_an_utterance(self):
        assert self.natures("In his view, talks had failed.", cue="In his view", content="talks had failed") == ["UTTERANCE"]

    def test_a_cue_of_something_else_makes_none(self):
        assert self.natures("Kovac backed the new law.", source="Kovac", cue="backed", content="the new law") == ["ATTITUDE"]

    def test_quoted_words_make_an_utterance(self):
        assert self.natures("Kovac was sure “the law will pass”.", source="Kovac", cue="was sure", content="“the law will pass”") == [
            "UTTERANCE"
        ]

    def test_a_quotation_that_goes_on_after_the_cue_belongs_to_it(self):
        doc = attribute(marked("“No,” Kovac said. “We will vote next week.”", source="Kovac", cue="said", content="“No,”"))
        assert [span.text for span in doc.spans["onrecord:content"]] == ["“No,”", "“We will vote next week.”"]
        assert len({span.id for span in doc.spans["onrecord:content"]}) == 1

    def test_a_quotation_without_a_cue_is_found(self):
        doc = attribute(marked("Kovac said talks had failed.\n\n“We will vote next week.”", cue="said", content="talks had failed"))
        assert [span.text for span in doc.spans["onrecord:content"]] == ["talks had failed", "“We will vote next week.”"]


QUOTED = """
Reuters Reuters PROPN NNP 1 nsubj
quoted quote VERB VBD 1 ROOT
officials official NOUN NNS 1 iobj
as as SCONJ IN 4 mark
saying say VERB VBG 1 advcl
talks talk NOUN NNS 6 nsubj
failed fail VERB VBD 4 ccomp
. . PUNCT . 1 punct
"""
SAYING = """
Kovac Kovac PROPN NNP 1 nsubj
left leave VERB VBD 1 ROOT
, , PUNCT , 3 punct
saying say VERB VBG 1 advcl
talks talk NOUN NNS 5 nsubj
failed fail VERB VBD 3 ccomp
. . PUNCT . 1 punct
"""


def sources_and_contents(rows, *attributions, **only):
    """What ``attribute`` makes of marked attributions (or of one) over a parse: the words of sources, relays and contents."""
    doc = attribute(mark(parsed(rows), *attributions or [only]))
    return tuple([span.text for span in doc.spans[f"onrecord:{role}"]] for role in ("source", "relay", "content"))


def test_whom_an_agency_quotes_is_the_source():
    found = sources_and_contents(QUOTED, source=(0, 1), cue=(1, 2), content=(2, 7))
    assert found == (["officials"], ["Reuters"], ["talks failed"])


def test_who_goes_on_saying_is_the_subject():
    assert sources_and_contents(SAYING, cue=(3, 4), content=(4, 6)) == (["Kovac"], [], ["talks failed"])


DECLINED = """
Kovac Kovac PROPN NNP 1 nsubj
declined decline VERB VBD 1 ROOT
to to PART TO 3 mark
comment comment VERB VB 1 xcomp
on on ADP IN 6 case
the the DET DT 6 det
talks talk NOUN NNS 3 obl
"""
DID_NOT_SAY = """
Kovac Kovac PROPN NNP 3 nsubj
did do AUX VBD 3 aux
not not PART RB 3 advmod
say say VERB VB 3 ROOT
{first} {first} SCONJ IN 6 mark
talks talk NOUN NNS 6 nsubj
failed fail VERB VBD 3 ccomp
"""
CALLED = """
Kovac Kovac PROPN NNP 1 nsubj
called call VERB VBD 1 ROOT
the the DET DT 3 det
mayor mayor NOUN NN 1 obj
"""
ADDED = """
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
talks talk NOUN NNS 3 nsubj
failed fail VERB VBD 1 ccomp
, , PUNCT , 5 punct
blaming blame VERB VBG {head} advcl
Roth Roth PROPN NNP 5 obj
"""


@pytest.mark.parametrize(
    ("rows", "cue", "content"),
    [
        (DECLINED, (1, 4), (4, 7)),
        (DID_NOT_SAY.format(first="why"), (1, 4), (4, 7)),
        (CALLED, (1, 2), (2, 4)),
    ],
)
def test_silence_and_telephone_calls_are_no_statements(rows, cue, content):
    assert sources_and_contents(rows, source=(0, 1), cue=cue, content=content) == ([], [], [])


def test_what_was_not_said_is_a_statement():
    found = sources_and_contents(DID_NOT_SAY.format(first="that"), source=(0, 1), cue=(1, 4), content=(4, 7))
    assert found[2] == ["that talks failed"]


@pytest.mark.parametrize("head", [1, 3])
def test_content_ends_where_the_next_saying_begins(head):
    found = sources_and_contents(ADDED.format(head=head), source=(0, 1), cue=(1, 2), content=(2, 7))
    assert found[2][0] == "talks failed"


def test_who_was_denied_to_is_no_content():
    found = sources_and_contents(
        """
Kovac Kovac PROPN NNP 1 nsubj
denied deny VERB VBD 1 ROOT
to to ADP IN 3 case
AFP AFP PROPN NNP 1 obl
that that SCONJ IN 6 mark
talks talk NOUN NNS 6 nsubj
failed fail VERB VBD 1 ccomp
""",
        source=(0, 1),
        cue=(1, 3),
        content=(3, 7),
    )
    assert found[2] == ["that talks failed"]


def test_agency_that_reports_what_somebody_said_passes_it_on():
    rows = """
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 6 ccomp
talks talk NOUN NNS 3 nsubj
failed fail VERB VBD 1 ccomp
, , PUNCT , 6 punct
AFP AFP PROPN NNP 6 nsubj
reported report VERB VBD 6 ROOT
"""
    said = {"source": (0, 1), "cue": (1, 2), "content": (2, 4)}
    reported = {"source": (5, 6), "cue": (6, 7), "content": (0, 4)}
    assert sources_and_contents(rows, said, reported) == (["Kovac"], ["AFP"], ["talks failed"])


NESTED = """
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
Roth Roth PROPN NNP 4 nsubj
{auxiliary} AUX MD 4 aux
told tell VERB {tag} 1 ccomp
her she PRON PRP 4 obj
that that SCONJ IN 8 mark
talks talk NOUN NNS 8 nsubj
failed fail VERB VBD 4 ccomp
"""


def test_saying_inside_what_is_said_is_found():
    found = sources_and_contents(NESTED.format(auxiliary="had have", tag="VBN"), source=(0, 1), cue=(1, 2), content=(2, 9))
    assert found == (["Kovac", "Roth"], [], ["Roth had told her that talks failed", "that talks failed"])


def test_what_somebody_would_say_is_none():
    found = sources_and_contents(NESTED.format(auxiliary="would would", tag="VB"), source=(0, 1), cue=(1, 2), content=(2, 9))
    assert found[0] == ["Kovac"]
