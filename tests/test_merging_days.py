"""How far apart dates are."""

from onrecord.merging.days import days_between


def test_days_between_are_unknown_where_a_day_is():
    assert days_between("2024-03-01", "2024-02-28T10:00") == 2
    assert days_between("2024-03", "2024-03-01") is None
