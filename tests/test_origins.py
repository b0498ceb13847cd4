import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.newsroom import read_newsroom, read_planted
from onrecord.article import Article
from onrecord.merging import Judgement, Origin, find_origins, fingerprint, independent
from onrecord.merging.agencies import agency_of

WORDS = [
    "harbour",
    "council",
    "bridge",
    "storm",
    "engine",
    "letter",
    "garden",
    "window",
    "market",
    "river",
    "doctor",
    "school",
    "ticket",
    "winter",
    "summer",
    "copper",
    "silver",
    "engineer",
    "captain",
    "orchard",
]


def told(seed, count=120):
    """A text of its own for each seed."""
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def article(id, text, *, publisher=None, published=None, authors=()):
    return Article(id=id, text=text, blocks=(), publisher=publisher, published=published, authors=authors)


def origins_of(*articles, **options):
    return [one.articles for one in find_origins(map(fingerprint, articles), **options)]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("GENEVA (Reuters) - Talks went on.", "Reuters"),
        ("KISUMU, Kenya (AP) — Talks went on.", "Associated Press"),
        ("Dorval, March 5 (Meridian Press) – Talks went on.", "Meridian Press"),
        ("DORVAL (Tern) -- Talks went on.", "Tern"),
        ("By A. B. Roe, Associated Press\n\nTalks went on.", "Associated Press"),
        ("By Jane Roe of the Associated Press\n\nTalks went on.", "Associated Press"),
        ("By Northwire staff\n\nTalks went on.", "Northwire"),
        ("Talks went on.\n\nCopyright 2024 The Associated Press. All rights reserved.", "Associated Press"),
        ("AFP - Talks went on.", "AFP"),
        ("Talks went on, the minister told Reuters.", None),
        ("By Jane Roe, political editor\n\nTalks went on.", None),
        ("By Jane Roe, Press Desk\n\nTalks went on.", None),
        ("The party (formerly in office) - Talks went on.", None),
        ("Talks (first round) - a chronology.", None),
        ("Talks went on. Reuters contributed to this report.", None),
    ],
)
def test_agency_is_read_from_tag_byline_and_last_line(text, agency):
    assert agency_of(article("a", text)) == agency


def test_agency_is_read_from_authors_and_publisher():
    assert agency_of(article("a", "Talks went on.", authors=("Jane Roe, Reuters",))) == "Reuters"
    assert agency_of(article("a", "Talks went on.", publisher="Associated Press")) == "Associated Press"
    assert agency_of(article("a", "Talks went on.", publisher="The Courier")) is None


def test_shortened_copy_has_the_origin_of_the_earliest():
    text = told(1)
    copy = article("b", text[: len(text) // 2] + " A line of its own.", publisher="B", published="2024-03-02")
    first = article("a", text, publisher="A", published="2024-03-01")
    assert origins_of(copy, first, article("c", told(2), publisher="C", published="2024-03-01")) == [("a", "b"), ("c",)]


def test_reports_that_share_only_what_was_said_are_no_copies():
    quotation = f"“{told(1, 60)}”"
    reports = [article(f"{i}", f"{told(i + 10, 60)} {quotation}", publisher=f"{i}") for i in range(2)]
    assert len(origins_of(*reports)) == 2


def test_next_report_of_a_publisher_with_the_same_background_is_no_copy():
    reports = [article(f"{i}", f"{told(i + 10, 50)} {told(1, 70)}", publisher="A", published=f"2024-03-0{i}") for i in (1, 2)]
    assert len(origins_of(*reports)) == 2


def test_texts_that_are_the_same_are_copies_however_short():
    assert origins_of(article("a", "No comment."), article("b", "No comment.")) == [("a", "b")]


def test_people_have_the_last_word_on_copies():
    a, b, c = (
        article(id, told(seed), published=f"2024-03-0{day}") for day, (id, seed) in enumerate((("a", 1), ("b", 1), ("c", 2)), start=1)
    )
    assert origins_of(a, b, c, judgements=[Judgement(one="a", other="b", same=False), Judgement(one="a", other="c", same=True)]) == [
        ("a", "c"),
        ("b",),
    ]


def test_key_of_an_origin_stays_when_an_earlier_article_comes_in():
    b, c = article("b", told(1), published="2024-03-02"), article("c", told(1), published="2024-03-03")
    before = find_origins(map(fingerprint, (b, c)))
    known = {id: one.key for one in before for id in one.articles}
    after = find_origins(map(fingerprint, (article("a", told(1), published="2024-03-01"), b, c)), known=known)
    assert [one.key for one in after] == [one.key for one in before]
    assert after[0].articles == ("a", "b", "c")


def test_reports_of_one_agency_or_publisher_count_once():
    def origin(key, agency, publisher):
        return Origin(key=key, agency=agency, publisher=publisher, articles=(key,))

    assert independent([origin("a", "Reuters", "A"), origin("b", "Reuters", "B"), origin("c", None, "C"), origin("d", None, "C")]) == 2
    assert independent([origin("a", None, None), origin("b", None, None)]) == 2


@given(st.permutations(range(6)))
def test_origins_do_not_depend_on_the_order_of_articles(order):
    articles = [article(f"{i}", told(i % 3), publisher=f"{i}", published=f"2024-03-0{i + 1}") for i in range(6)]
    assert origins_of(*(articles[i] for i in order)) == origins_of(*articles)


def test_planted_copies_are_found_and_no_others():
    articles = [article(page.id, page.text, publisher=page.publisher, published=page.published) for page in read_newsroom()]
    planted = {frozenset(pair) for first, copies in read_planted().copies.items() for pair in itertools.combinations((first, *copies), 2)}
    assert {frozenset(pair) for group in origins_of(*articles) for pair in itertools.combinations(group, 2)} == planted
