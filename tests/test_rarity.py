from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging import Rarity
from onrecord.merging.rarity import COMMON, LEAST_COUNTED


def test_word_of_all_reports_tells_less_than_one_of_few():
    assert COMMON.of("polic") < COMMON.of("deploy") < COMMON.of("velmoran") == 1.0


def test_what_many_articles_of_a_collection_tell_of_is_common_there():
    articles = [(number, {"harsa", f"word{number}"}) for number in range(LEAST_COUNTED)]
    counted = Rarity.counted(articles)
    assert counted.of("harsa") == 0.0 < counted.of("word7")


def test_of_few_articles_nothing_is_said():
    assert Rarity.counted([("a", {"harsa"}), ("b", {"harsa"})]) == COMMON


def test_name_is_as_rare_as_its_rarest_word():
    assert COMMON.of_name("george velmoran") == 1.0


def test_name_is_not_rare_for_words_that_say_nothing():
    assert COMMON.of_name("u.s. department of justice") == COMMON.of_name("justice department") < 0.5


@given(st.text())
def test_rarity_lies_between_nothing_and_one(word):
    assert 0.0 <= COMMON.of(word) <= 1.0
