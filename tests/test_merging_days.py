"""Which of two dates or times is earlier, and how far apart they are."""

import pytest

from onrecord.merging.days import days_between, in_order


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2024-03-02T03:00:00+00:00", "2024-03-01T23:00:00-05:00"),
        ("2024-03-02T01:00:00+09:00", "2024-03-01T17:00:00Z"),
        ("2024-03-01", "2024-03-01T00:00:00Z"),
        ("2024-03-01T08:00", "2024-03-01T09:00"),
        (None, "2024-03-01"),
    ],
)
def test_times_are_in_the_order_of_time_whatever_their_zones(earlier, later):
    assert in_order(earlier) < in_order(later)


@pytest.mark.parametrize("iso", ["0001-01-01T00:00:00+09:00", "9999-12-31T23:00:00-05:00", "not a time of any day"])
def test_what_is_no_time_of_the_calendar_stays_as_it_is(iso):
    assert in_order(iso) == iso


def test_days_between_are_unknown_where_a_day_is():
    assert days_between("2024-03-01", "2024-02-28T10:00") == 2
    assert days_between("2024-03", "2024-03-01") is None
