"""What of a record is shown to people, on a record built by hand."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from onrecord.cli.readout import Shown, print_record
from tests.test_exports import ACCUSED, event, record

WISH = replace(ACCUSED, id="s2", nature="attitude", act="say")


def shown(told, **options):
    file = io.StringIO()
    print_record(told, Console(file=file, width=200), Shown(**options))
    return file.getvalue()


@pytest.mark.parametrize(("confidence", "is_told"), [(0.49, True), (0.5, False), (None, False)])
def test_confidence_is_told_where_it_is_low(confidence, is_told):
    out = shown(record(event(confidence=confidence), statements=(replace(ACCUSED, confidence=confidence),)))
    assert out.count("confidence 0.49") == 2 * is_told
    assert out.count("confidence") == 2 * is_told


def test_what_has_too_little_confidence_is_counted_only():
    told = record(event(confidence=0.4), event(id="e2", confidence=0.9), statements=(replace(ACCUSED, confidence=0.5),))
    out = shown(told, confidence=0.7)
    assert "e2" in out
    assert "e1" not in out
    assert "s1" not in out
    assert "Not shown: 2 of less than 0.70 confidence." in out


def test_what_states_no_confidence_is_shown():
    assert "s1" in shown(record(statements=(ACCUSED,)), confidence=0.9)


def test_attitudes_are_shown_where_asked_for():
    told = record(statements=(ACCUSED, WISH))
    assert "s2" not in shown(told)
    assert "Not shown: 1 of thoughts and wishes (--attitudes)." in shown(told)
    assert "Ida Holm thought or felt" in shown(told, attitudes=True)
    assert "Not shown" not in shown(told, attitudes=True)


def test_record_of_attitudes_alone_is_not_called_empty():
    assert "Nothing is on record" not in shown(record(statements=(WISH,)))
    assert "Nothing is on record" in shown(record())


def test_what_came_from_outside_is_on_one_line_without_what_a_terminal_obeys():
    told = record(statements=(ACCUSED,))
    out = shown(replace(told, article=replace(told.article, title="Talks\x1b]0;gone\x07\ngo on", publisher="A\x1b[31m Paper")))
    assert "Talks ]0;gone  go on\n" in out
    assert "A [31m Paper" in out
