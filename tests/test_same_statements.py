import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Span
from onrecord.merging import Change, Judgement, Ref, Telling, find_statements, like, tellings
from onrecord.merging.alignment import Alignment
from onrecord.merging.tellings import same_speaker
from onrecord.records import Actor, Statement
from tests.recording import record, span

BREAD = "“We will not raise the tax on bread this year, and we will not cut a single pension below 900 crowns,”"
COIN = "“Not one coin of public money will go into the stadium, and the club will pay for 400 new homes beside it,”"
RATE = "“Inflation is falling slowly, but it has not been beaten, and we are ready to act again before winter,”"


def telling(article, text, *, speaker="k1", name="Oskar Lind", kind="direct", act="say", published=None):
    return Telling(
        ref=Ref(article=article, key="s1"),
        speaker=speaker,
        name=name,
        kind=kind,
        act=act,
        published=published or f"2024-03-0{ord(article[0]) - 96}",
        text=text,
    )


def statements_of(*found, **options):
    """The articles of each statement, with variant and what is touched."""
    return [
        [(one.telling.ref.article, one.variant, one.touches) for one in cluster.told_by] for cluster in find_statements(found, **options)
    ]


@pytest.mark.parametrize(
    ("original", "told", "variant", "touches"),
    [
        (BREAD, BREAD.upper().strip("“”,"), "exact", None),
        (BREAD, BREAD.replace("will not", "won’t"), "exact", None),
        ("He will co-operate at six percent", "he will cooperate at 6%", "exact", None),
        ("We counted four hundred bodies twice", "We counted 400 bodies twice", "exact", None),
        ("The United States paid a million by 6 o'clock", "The U.S. paid $1 million by 6", "exact", None),
        ("He told [the] council that it was over", "He told council that it was over", "exact", None),
        (BREAD, "“We will not raise the tax on bread this year.”", "shortened", None),
        (BREAD, "“we will not cut a single pension”", "shortened", None),
        (COIN, "“The club will pay for 400 new homes beside it.”", "shortened", None),
        (RATE, "“Inflation is falling slowly … and we are ready to act.”", "shortened", None),
        (BREAD, "“We will raise the tax on bread this year.”", "altered", "negation"),
        (COIN, "“Public money will go into the stadium, and the club will pay for 400 new homes beside it.”", "altered", "negation"),
        ("There was no fighter in the ward", "There was a fighter in the ward", "altered", "negation"),
        ("It is over, and he was not", "It is over, and he was", "altered", "negation"),
        ("We sold bread", "We never sold bread", "altered", "negation"),
        (BREAD, BREAD.replace("900", "700"), "altered", "number"),
        ("We saw three thousand men at the gate", "We saw 30,000 men at the gate", "altered", "number"),
        (RATE, RATE.replace("slowly", "quickly"), "altered", None),
        ("We will pay for it", "We will gladly pay for it", "altered", None),
    ],
)
def test_variant_of_a_telling_and_what_it_touches(original, told, variant, touches):
    alignment = Alignment.of(original, told)
    assert alignment.variant() == variant
    assert (alignment.touches() if variant == "altered" else None) == touches


def test_diff_is_in_the_words_as_written():
    changes = Alignment.of("“We’ll pay 900 crowns, gladly.”", "“We will pay 700 crowns.”").changes()
    assert changes == (
        Change(kind="same", original="We’ll pay", told="We will pay"),
        Change(kind="replaced", original="900", told="700"),
        Change(kind="same", original="crowns", told="crowns"),
        Change(kind="left_out", original="gladly", told=""),
    )


@given(st.text(), st.text())
def test_changes_hold_all_words_of_both(one, other):
    alignment = Alignment.of(one, other)
    assert sum(run.i_end - run.i for run in alignment.runs) == len(alignment.words)
    assert sum(run.j_end - run.j for run in alignment.runs) == len(alignment.told_words)


@given(st.text())
def test_a_text_is_told_exactly_by_itself(text):
    alignment = Alignment.of(text, text)
    assert (alignment.variant(), alignment.touches()) == ("exact", None)


def test_tellings_of_one_statement_come_together_with_how_they_vary():
    found = (
        telling("a", BREAD),
        telling("b", "“We will raise the tax on bread this year.”"),
        telling("c", "the government would not cut any pension below 900 crowns", kind="indirect"),
        telling("d", "“The harvest was good, and the barns are full.”"),
    )
    assert statements_of(*found) == [
        [("a", "exact", None), ("b", "altered", "negation"), ("c", "paraphrased", None)],
        [("d", "exact", None)],
    ]


def test_original_is_the_fuller_of_two_where_the_earlier_is_a_part_of_it():
    (cluster,) = find_statements((telling("a", "“We will not raise the tax on bread”"), telling("b", BREAD)))
    assert (cluster.original.ref.article, cluster.earliest.ref.article) == ("b", "a")
    assert [one.variant for one in cluster.told_by] == ["shortened", "exact"]


def test_telling_of_another_part_is_held_against_the_earliest_of_that_part():
    both = (
        telling("a", "“We will not raise the tax on bread this year”"),
        telling("b", "“we will not cut a single pension below 900 crowns”"),
    )
    later = telling("c", "“we will not cut a single pension below 700 crowns”")
    judged = [Judgement(one=both[0].ref, other=both[1].ref, same=True)]
    (cluster,) = find_statements((*both, later), judgements=judged)
    assert [one.against.article for one in cluster.told_by] == ["a", "b", "b"]
    assert [one.variant for one in cluster.told_by] == ["exact", "exact", "altered"]


def test_long_plain_words_need_no_further_ones_to_be_one_statement():
    words = "“You’re not going to get that from us here again”"
    assert (
        len(
            statements_of(
                telling("a", words, speaker=None, name=None), telling("b", words.replace("again", "now"), speaker=None, name=None)
            )
        )
        == 1
    )


def test_words_of_speakers_not_known_to_be_one_are_apart_after_a_week():
    near, far = (
        [telling("a", BREAD, speaker=None, name=None), telling("b", BREAD, speaker=None, name=None, published=day)]
        for day in ("2024-03-05", "2024-03-20")
    )
    assert [len(statements_of(*found)) for found in (near, far)] == [1, 2]


def test_original_is_the_earlier_where_the_later_one_alters_it():
    (cluster,) = find_statements((telling("a", "“Public money will go into the stadium.”"), telling("b", COIN)))
    assert cluster.original.ref.article == "a"
    assert cluster.told_by[1].variant == "altered"


def test_what_was_never_said_is_another_statement():
    assert (
        len(
            statements_of(
                telling("a", "“We will raise the tax on bread.”"), telling("b", "“I never said that we will raise the tax on bread.”")
            )
        )
        == 2
    )


def test_what_one_says_and_another_denies_are_two():
    asserted = telling("a", "the army had shelled the clinic in Tamar on Tuesday", kind="indirect")
    denied = telling(
        "b", "the army had shelled the clinic in Tamar on Tuesday", kind="indirect", act="deny", speaker="k2", name="Amos Kirra"
    )
    assert len(statements_of(asserted, denied)) == 2


def test_reports_of_other_numbers_are_two_statements():
    one = telling("a", "the blast at the market in Harsa had killed 14 people", kind="indirect", speaker=None, name="police")
    other = telling("b", "the blast at the market in Harsa had killed 21 people", kind="indirect", speaker=None, name="police")
    assert len(statements_of(one, other)) == 2


@pytest.mark.parametrize(
    ("speaker", "name", "same"),
    [("k1", "Lind", True), ("k2", "Lind", True), ("k2", "Ida Roe", False), (None, "the minister", None), (None, None, None)],
)
def test_who_is_the_same_speaker(speaker, name, same):
    assert same_speaker(telling("a", "x"), telling("b", "x", speaker=speaker, name=name)) is same


def test_short_words_of_speakers_who_are_not_known_to_be_one_are_apart():
    assert (
        len(statements_of(telling("a", "“It is over.”", speaker=None, name=None), telling("b", "“It is over.”", speaker=None, name=None)))
        == 2
    )
    assert len(statements_of(telling("a", "“The war is over.”"), telling("b", "“The war is over.”"))) == 1


def test_people_have_the_last_word_on_statements():
    a, b, c = telling("a", BREAD), telling("b", BREAD), telling("c", "“Bread first.”")
    judged = [Judgement(one=a.ref, other=b.ref, same=False), Judgement(one=a.ref, other=c.ref, same=True)]
    assert [[article for article, *_ in group] for group in statements_of(a, b, c, judgements=judged)] == [["a", "c"], ["b"]]


def test_key_of_a_statement_stays_when_the_original_comes_in_later():
    later = telling("b", "“We will not raise the tax on bread this year”")
    (before,) = find_statements((later,))
    (after,) = find_statements((telling("a", BREAD), later), known={later.ref: before.key})
    assert after.key == before.key


def test_what_a_speaker_said_before_is_found_most_alike_first():
    found = like(
        telling("c", BREAD),
        [telling("a", "“We will not raise the tax on bread.”"), telling("b", BREAD), telling("d", "“The harvest was good.”")],
    )
    assert [(one.telling.ref.article, one.variant) for one in found] == [("b", "exact"), ("a", "shortened")]


def test_statements_of_a_record_are_told_with_speaker_and_words():
    text = "Ana Kovac said that talks, which began in May, had failed."
    actor = Actor(id="a1", key="k", name="Ana Kovac", type="person")
    content = (span(text, "that talks"), span(text, "had failed"))
    made = record(
        "x", text, actors=[actor], statements=[Statement(id="s1", kind="indirect", speaker="a1", content=content)], published="2024-01-01"
    )
    (found,) = tellings(made, {Ref(article="x", key="k"): "across"})
    assert (found.speaker, found.name, found.text, found.published) == ("across", "Ana Kovac", "talks … had failed", "2024-01-01")


@pytest.mark.parametrize(
    ("text", "act", "disowned"),
    [
        ("“I never said that we will pay”", "say", "we will pay"),
        ("“I didn’t say we will pay”", "say", "we will pay"),
        ("she had announced a tax", "deny", "a tax"),
        ("“I did not see who paid”", "say", ""),
        ("we will not pay", "deny", ""),
    ],
)
def test_what_is_said_never_to_have_been_said(text, act, disowned):
    assert " ".join(telling("a", text, act=act).disowned) == disowned


def test_span_is_no_telling_of_an_empty_statement():
    made = record("x", "x", statements=[Statement(id="s1", kind="direct", content=(Span(start=0, end=0, text=""),))])
    assert statements_of(*tellings(made)) == [[("x", "exact", None)]]


SMUGGLED = "“The harbourmaster smuggled amber through Belin for a decade,”"
AMBER = "the harbourmaster had smuggled amber through Belin"


def test_reported_speech_is_held_against_what_was_said():
    assert statements_of(telling("a", SMUGGLED), telling("b", AMBER, kind="indirect")) == [
        [("a", "exact", None), ("b", "paraphrased", None)]
    ]


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("amber was smuggled by the harbourmaster of Belin", "2024-03-20"),
        ("the harbourmaster had never smuggled amber through Belin", "2024-03-02"),
        ("the people of the country are for a new law", "2024-03-02"),
    ],
    ids=["weeks later", "denied", "common words"],
)
def test_reported_speech_that_tells_something_else_stays_apart(told, published):
    said = SMUGGLED if "amber" in told else "“The people of this country will see a new law,”"
    assert len(statements_of(telling("a", said), telling("b", told, kind="indirect", published=published))) == 2


def test_words_from_all_over_a_long_speech_are_no_statement_of_it():
    speech = "“The harbourmaster is gone. Belin will vote in autumn. Our glassworks sold more amber. A decade has passed.”"
    assert len(statements_of(telling("a", speech), telling("b", AMBER + " for a decade", kind="indirect"))) == 2


def test_chain_of_likenesses_is_not_one_statement():
    first = telling("a", "“The harbourmaster smuggled amber and glassware through Belin,”")
    between = telling("b", "amber and glassware came through Belin on Velmoran barges", kind="indirect")
    last = telling("c", "Velmoran barges came on Sunday with deserters", kind="indirect")
    assert not any({"a", "c"} <= {article for article, *_ in one} for one in statements_of(first, between, last))


def test_quoted_words_of_reported_speech_are_a_part_of_what_was_said():
    told = telling("b", "the harbourmaster had “smuggled amber through Belin”", kind="mixed")
    assert statements_of(telling("a", SMUGGLED), told) == [[("a", "exact", None), ("b", "shortened", None)]]


@pytest.mark.parametrize(
    ("text", "disowned"),
    [
        ("“I never said that we will pay,”", "we will pay"),
        ("she had not promised that bread would be free", "bread would be free"),
        ("“Don't say that we lost,”", ""),
        ("“Nobody told me of the barges,”", ""),
        ("she never told anyone about the barges", ""),
    ],
)
def test_what_a_speaker_disowns(text, disowned):
    made = telling("a", text, kind="direct" if text[0] == "“" else "indirect")
    assert " ".join(made.disowned) == disowned
