"""Feeds with all their faults, watched over simulated days: a small run of benchmark.feeds."""

import io
from contextlib import redirect_stderr

import pytest

from benchmark.feed_sites import WRONGS, press_of
from benchmark.feeds import BEGUN, Clock, Outcome, watched


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    """Two days and a half of a feed with each fault and one with many items, with three kills."""
    clock = Clock()
    with press_of(clock, BEGUN, sites=len(WRONGS) + 1, items=40) as press, redirect_stderr(io.StringIO()):
        clock.asked, clock.kills = press.asked, [190, 120, 30]
        result = watched(press, clock, tmp_path_factory.mktemp("watched"), days=2.5, every=3 * 3600)
    return press, result, Outcome.of(press, result, 2.5)


def test_each_article_is_there_once_though_it_was_killed(days):
    _, result, came = days
    assert result.kills == 3
    assert came.expected > 80
    assert (came.lost, came.doubled) == ([], [])


def test_articles_that_were_changed_are_there_as_they_are_now(days):
    press, _, came = days
    assert press.changed(BEGUN + 1.5 * 86_400)
    assert came.stale == []


def test_servers_are_asked_no_more_than_they_wish(days):
    press, _, _ = days
    assert press.statuses[429]
    assert (press.too_soon(), press.while_left_alone) == (0, 0)


def test_what_is_as_it_was_is_not_sent_again(days):
    press, _, _ = days
    assert press.statuses[304] > 50
