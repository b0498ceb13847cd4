"""Words that often tell of something, as features of the encoder."""

import pytest

from training.encoder.hints import FIRST_ROW, ROWS, forms_of, hints, with_hints


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("deny", {"denies", "denied", "denying"}),
        ("urge", {"urges", "urging", "urged"}),
        ("stab", {"stabbed", "stabbing"}),
        ("express", {"expresses"}),
        ("say", {"says", "said"}),
        ("hostage", {"hostages"}),
    ],
)
def test_forms(lemma, forms):
    assert forms <= forms_of(lemma)


def test_words_of_the_same_classes_share_a_row():
    rows = hints()
    assert rows["kidnapped"] == rows["abducted"] != rows["tariff"]
    assert set(rows.values()) <= set(range(FIRST_ROW, FIRST_ROW + ROWS))


def test_a_name_keeps_its_row():
    found = with_hints({"lynch": 2, "paris": 4, "old": FIRST_ROW + 3})
    assert found["lynch"] == 2
    assert found["paris"] == 4
    assert "old" not in found
