from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Article, Block
from onrecord.records import record_of
from onrecord.storage import between_readings, between_versions
from tests.storing import MADE_BY, Told, talks

BEFORE = "“We will vote on Monday,” Kovac said.\nSix people were killed.\nIt rained."


def version(text, *quotations, denials=()):
    told = Told(text)
    for words in quotations:
        told.said(None, words)
    for words in denials:
        told.said(None, words, kind="indirect", act="deny")
    return text, told.reading().record


def changes(before, after):
    return [
        (change.kind, change.before and change.before.text, change.after and change.after.text)
        for change in between_versions(before, after)
    ]


def test_same_text_has_no_differences():
    assert changes(version(BEFORE), version(BEFORE)) == []


def test_quotation_that_is_gone():
    after = version("Kovac said nothing.\nSix people were killed.\nIt rained.")
    assert ("quotation_gone", "“We will vote on Monday,”", None) in changes(version(BEFORE, "“We will vote on Monday,”"), after)


def test_quotation_that_is_new():
    after = version(BEFORE + "\n“Never,” she said.", "“Never,”")
    assert ("quotation_new", None, "“Never,”") in changes(version(BEFORE), after)


def test_quotation_in_other_marks_is_not_gone():
    after = version(BEFORE.replace("“", '"').replace("”", '"'))
    assert "quotation_gone" not in [kind for kind, *_ in changes(version(BEFORE, "“We will vote on Monday,”"), after)]


@pytest.mark.parametrize(("old", "new"), [("Six", "Nine"), ("Six people", "At least 9 people")])
def test_figure_that_is_another(old, new):
    ((kind, before, after),) = changes(version(BEFORE), version(BEFORE.replace(old, new)))
    assert kind == "figure_changed"
    assert (before.split()[0], after.split()[0]) == (old.split()[0], new.split()[0])


def test_words_that_are_others():
    assert changes(version(BEFORE), version(BEFORE.replace("rained", "snowed"))) == [("words_changed", "rained", "snowed")]


def test_denial_that_was_added():
    text = BEFORE + "\nHe denied that it rained."
    assert ("denial_added", None, "denied that it rained") in changes(version(BEFORE), version(text, denials=["denied that it rained"]))


WORDS = st.lists(st.sampled_from(["one", "rain", "six", "vote", "”", ",", "\n", "Kovac"]), max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_spans_point_into_the_two_texts(old, new):
    records = [record_of(Article(id="x", text=text, blocks=(Block(kind="body", start=0, end=len(text)),)), actors=(), statements=(), events=(), warnings=(), made_by=MADE_BY) for text in (old, new)]  # fmt: skip
    for change in between_versions((old, records[0]), (new, records[1])):
        for text, span in ((old, change.before), (new, change.after)):
            assert span is None or text[span.start : span.end] == span.text


def test_readings_differ_by_what_is_gone_new_and_judged_otherwise():
    record = talks().reading().record
    gone, changed, *others = record.statements
    other = replace(record, statements=(replace(changed, act="reject"), *others), events=record.events[1:])
    kinds = [change.kind for change in between_readings(record, other)]
    assert kinds == ["statement_gone", "statement_changed", "event_gone"]
    assert [change.kind for change in between_readings(other, record)] == ["statement_changed", "statement_new", "event_new"]
    assert between_readings(record, record) == ()
    assert gone.key
