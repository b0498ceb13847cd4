"""Which of two dates or times is earlier."""

import pytest

from onrecord.times import moment_of


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
    assert moment_of(earlier) < moment_of(later)


@pytest.mark.parametrize("iso", ["0001-01-01T00:00:00+09:00", "9999-12-31T23:00:00-05:00", "not a time of any day"])
def test_what_is_no_time_of_the_calendar_stays_as_it_is(iso):
    assert moment_of(iso) == iso
