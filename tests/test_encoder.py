import itertools

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.encoder import network
from onrecord.language.encoder.component import EncoderPipe
from onrecord.language.encoder.lemmas import lemma_by, lemma_of, script_between
from onrecord.language.encoder.names import best_labels, spans
from onrecord.language.encoder.roles import AFTER, BEFORE, ROLES, decode, reach
from onrecord.language.encoder.sentences import sentence_starts
from onrecord.language.encoder.tables import Quantized, WordTables
from onrecord.language.encoder.tokens import Tokens
from onrecord.language.encoder.trees import best_tree
from onrecord.language.encoder.windows import LONGEST, windows
from onrecord.language.encoder.words import SHAPES, form_of, parts_of, row_of, shape_of, vocabulary_rows

# A vocabulary, the most frequent first; some verbs of the tests are in none.
KNOWN = {
    word: row for row, word in enumerate(("house", "add", "vote", "hope", "hop", "commit", "party", "deny", "clash", "travel"), start=1)
}


class TestWords:
    @pytest.mark.parametrize(("word", "form"), [("Moscow", "moscow"), ("\n\n", "\n"), ("  ", " "), ("U.S.", "u.s.")])
    def test_form(self, word, form):
        assert form_of(word) == form

    def test_unlisted_number_shares_the_row_of_its_pattern(self):
        rows = vocabulary_rows(["2017", "0000"])
        assert row_of("2017", rows) == 1
        assert row_of("1834", rows) == 2

    @pytest.mark.parametrize(("one", "other"), [("Obama", "Merkel"), ("1,200", "3,900"), ("NATO", "UNESCO"), ("iPhone", "eBay")])
    def test_like_words_have_one_shape(self, one, other):
        assert shape_of(one) == shape_of(other)

    @pytest.mark.parametrize(("one", "other"), [("May", "may"), ("US", "Us"), ("12", "12th"), ("Xi", "XI"), ("UN", "NATO")])
    def test_unlike_words_have_two(self, one, other):
        assert shape_of(one) != shape_of(other)

    @given(st.text(min_size=1))
    def test_any_word_has_rows(self, word):
        assert 0 <= shape_of(word) < SHAPES
        assert parts_of(form_of(word)) or not form_of(word)


class TestLemmas:
    @pytest.mark.parametrize(
        ("word", "lemma"),
        [
            ("Stories", "story"),
            ("said", "say"),
            ("Moscow", "Moscow"),
            ("better", "good"),
            ("n't", "not"),
            ("IS", "be"),
            ("Democrats", "Democrat"),
        ],
    )
    def test_script_makes_the_lemma(self, word, lemma):
        assert lemma_by(script_between(word, lemma), word) == lemma

    def test_script_serves_other_words(self):
        assert lemma_by(script_between("stories", "story"), "Parties") in ("Party", "party")

    @pytest.mark.parametrize(
        ("word", "tag", "lemma"),
        [
            ("men", "NNS", "man"),
            ("Servicemen", "NNS", "serviceman"),
            ("children", "NNS", "child"),
            ("men", "NN", "men"),
            ("parties", "NNS", "party"),
            ("houses", "NNS", "house"),
        ],
    )
    def test_plurals(self, word, tag, lemma):
        assert lemma_of("l1|", word, tag, "NOUN", KNOWN) == lemma

    @pytest.mark.parametrize(
        ("word", "tag", "lemma"),
        [
            ("voted", "VBD", "vote"),
            ("added", "VBD", "add"),
            ("hoping", "VBG", "hope"),
            ("hopping", "VBG", "hop"),
            ("committed", "VBN", "commit"),
            ("travelled", "VBD", "travel"),
            ("denies", "VBZ", "deny"),
            ("denied", "VBD", "deny"),
            ("clashes", "VBZ", "clash"),
            ("fought", "VBD", "fight"),
            ("withdrawn", "VBN", "withdraw"),
            ("evacuated", "VBN", "evacuate"),
            ("Denounced", "VBD", "denounce"),
            ("found", "VB", "found"),
            ("denied", "VBZ", "deny"),
            ("denies", "VBD", "deny"),
            ("voting", "VBZ", "vote"),
        ],
    )
    def test_verbs(self, word, tag, lemma):
        assert lemma_of("l2|", word, tag, "VERB", KNOWN) == lemma

    @pytest.mark.parametrize(
        ("word", "tag", "pos", "lemma"),
        [("lawsuit", "NN", "NOUN", "lawsuit"), ("Personnel", "NNS", "NOUN", "personnel"), ("voted", "NN", "NOUN", "vote")],
    )
    def test_letters_are_cut_only_where_a_word_is_left(self, word, tag, pos, lemma):
        assert lemma_of("l1|", word, tag, pos, KNOWN) == lemma

    def test_too_short_a_word_is_its_own_lemma(self):
        assert lemma_by("l3|y", "as") == "as"

    @given(st.text(min_size=1), st.sampled_from(["l3|y", "k1|", "k0|e", "l9|"]))
    def test_a_lemma_is_never_empty(self, word, script):
        assert lemma_by(script, word)


class TestWindows:
    @given(st.sets(st.integers(1, 900)), st.integers(1, 1000))
    def test_every_word_is_some_windows_own_once(self, breaks, length):
        cut = windows(sorted(b for b in breaks if b < length), length)
        assert [i for w in cut for i in range(w.own_start, w.own_end)] == list(range(length))
        assert all(w.start <= w.own_start < w.own_end <= w.end and w.end - w.start <= LONGEST for w in cut)

    def test_paragraphs_share_a_window_while_they_fit(self):
        assert [(w.start, w.end) for w in windows([90, 180, 270], 360)] == [(0, 180), (180, 360)]

    def test_words_inside_a_long_paragraph_see_their_neighbours(self):
        first, second, *_ = windows([], 800)
        assert first.own_end < first.end
        assert second.start < second.own_start


class TestTrees:
    @given(st.integers(1, 4), st.integers(0, 10_000))
    def test_tree_has_one_root_and_no_cycle(self, size, seed):
        heads = best_tree(np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32))
        assert is_tree(heads)

    @given(st.integers(0, 2_000))
    def test_best_tree_under_its_root(self, seed):
        scores = np.random.default_rng(seed).normal(size=(4, 4)).astype(np.float32)
        heads = best_tree(scores)
        root = next(i for i, head in enumerate(heads) if head == i)
        rivals = [h for h in itertools.product(range(4), repeat=4) if is_tree(h) and h[root] == root]
        assert total(scores, heads) == pytest.approx(max(total(scores, rival) for rival in rivals), abs=1e-4)


def is_tree(heads):
    roots = [i for i, head in enumerate(heads) if head == i]

    def reaches_root(word):
        for _ in heads:
            word = heads[word]
        return word == roots[0]

    return len(roots) == 1 and all(reaches_root(word) for word in range(len(heads)))


def total(scores, heads):
    return sum(scores[word, head] for word, head in enumerate(heads))


class TestNames:
    LABELS = ("B-LOC", "B-ORG", "I-LOC", "I-ORG", "O")

    def scores(self, *labels, weaker=None):
        table = np.full((len(labels), len(self.LABELS)), -5.0, dtype=np.float32)
        for row, label in enumerate(labels):
            table[row, self.LABELS.index(label)] = 0.0
        for row, label in (weaker or {}).items():
            table[row, self.LABELS.index(label)] = -1.0
        return table

    def best(self, scores):
        return [self.LABELS[i] for i in best_labels(scores, self.LABELS)]

    def test_well_formed_labels_stay(self):
        assert self.best(self.scores("B-LOC", "I-LOC", "O")) == ["B-LOC", "I-LOC", "O"]

    def test_no_name_goes_on_that_has_not_begun(self):
        assert self.best(self.scores("O", "I-LOC", weaker={1: "B-LOC"})) == ["O", "B-LOC"]

    def test_no_name_changes_its_label(self):
        assert self.best(self.scores("B-ORG", "I-LOC", weaker={0: "B-LOC"})) == ["B-LOC", "I-LOC"]

    @given(st.integers(1, 6), st.integers(0, 10_000))
    def test_no_well_formed_sequence_is_better(self, length, seed):
        scores = np.random.default_rng(seed).normal(size=(length, len(self.LABELS)))
        well_formed = [way for way in itertools.product(self.LABELS, repeat=length) if is_well_formed(way)]
        found = self.best(scores.astype(np.float32))
        assert is_well_formed(found)
        assert self.total(scores, found) == pytest.approx(max(self.total(scores, way) for way in well_formed), abs=1e-4)

    def total(self, scores, labels):
        return sum(row[self.LABELS.index(label)] for row, label in zip(scores, labels, strict=True))

    def test_spans(self):
        chosen = np.array([self.LABELS.index(label) for label in ("O", "B-LOC", "I-LOC", "B-ORG", "O")])
        assert list(spans(chosen, self.LABELS)) == [(1, 3, "LOC"), (3, 4, "ORG")]


def is_well_formed(labels):
    return all(not label.startswith("I-") or before[2:] == label[2:] for before, label in zip(("O", *labels[:-1]), labels, strict=True))


class TestRoles:
    def decode(self, words, cue, breaks=(), certainty=1.0):
        """``words``: the role of each word of a text, O where it has none."""
        scores = np.full((BEFORE + AFTER, len(ROLES)), -9.0, dtype=np.float32)
        for i, role in enumerate(words):
            scores[i - cue[0] + BEFORE, ROLES.index(role)] = -0.1
        return decode(cue, scores, np.array([i in breaks for i in range(len(words))]), certainty)

    def test_source_and_content_in_runs(self):
        words = ["B-content", "I-content", "O", "B-source", "O", "B-content", "I-content"]
        found = self.decode(words, (4, 5))
        assert (found.source, found.cue, found.content) == ((3, 4), (4, 5), ((0, 2), (5, 7)))

    def test_cue_is_never_content(self):
        found = self.decode(["B-content", "I-content", "B-content"], (1, 2))
        assert found.content == ((0, 1), (2, 3))

    def test_content_stops_at_the_end_of_a_paragraph(self):
        assert self.decode(["O", "B-content", "I-content", "O", "O"], (0, 1), breaks={2}).content == ((1, 2),)

    def test_without_content_there_is_no_attribution(self):
        assert self.decode(["B-source", "O", "O"], (1, 2)) is None

    def test_one_source_the_surest(self):
        words = ["B-source", "O", "B-source", "I-source", "O", "B-content"]
        assert self.decode(words, (4, 5)).source == (2, 4)

    def test_only_words_near_the_cues_are_read(self):
        assert reach([(500, 502), (510, 511)]) == slice(500 - BEFORE, 510 + AFTER)
        assert reach([(3, 4)]).start == 0

    def test_probability_falls_with_the_cue(self):
        sure, unsure = (self.decode(["B-source", "O", "B-content"], (1, 2), certainty=p).probability for p in (1.0, 0.5))
        assert unsure == pytest.approx(sure / 2)


class TestSentences:
    def starts(self, likely, spaces=(), said=None):
        marks = np.array([i in spaces for i in range(len(likely))])
        return list(
            sentence_starts(np.array(likely, dtype=np.float32), marks, np.array([(said or {}).get(i, 0) for i in range(len(likely))]))
        )

    def test_begin_where_likely(self):
        assert self.starts([-1, -1, 2, -1]) == [0, 2]

    def test_what_is_said_holds(self):
        assert self.starts([-1, 3, -3, -1], said={1: -1, 2: 1}) == [0, 2]

    def test_white_space_begins_none(self):
        assert self.starts([-1, 5, 1], spaces={1}) == [0, 2]

    def test_capitals_after_a_full_stop_likely_begin_one(self):
        doc = spacy.blank("en")("He paused . We knew . of it")
        assert list(np.flatnonzero(Tokens.of(doc).after_ends())) == [3]

    def test_text_without_end_is_cut(self):
        assert len(self.starts([-1.0] * 1000)) >= 5


class TestStretches:
    """A long text is read stretch by stretch, with the result of reading it at once."""

    SENTENCES = "The minister met union leaders in Prague on Monday. “Talks failed,” said Jana Hruskova of the union. "
    TEXTS = {
        "paragraphs": "\n\n".join([SENTENCES] * 30),
        "one paragraph": SENTENCES * 30,
        "no full stops": SENTENCES.replace(".", "") * 30,
        "no ends at all": "drivers, " * 400,
    }

    def annotations(self, nlp, text):
        doc = nlp(text)
        tokens = [(token.lemma_, token.tag_, token.head.i, token.dep_, token.is_sent_start) for token in doc]
        return tokens, bounds(doc.ents), {name: bounds(group) for name, group in doc.spans.items()}

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
    def test_give_what_the_whole_text_gives(self, nlp, text, monkeypatch):
        at_once = self.annotations(nlp, text)
        monkeypatch.setattr(network, "WINDOWS_A_STRETCH", 2)
        assert self.annotations(nlp, text) == at_once


def bounds(spans):
    return [(span.start, span.end, span.label_) for span in spans]


class TestTables:
    def test_rounding_keeps_a_row_within_a_hundredth_of_its_greatest(self):
        table = np.random.default_rng(1).normal(size=(20, 8)).astype(np.float32)
        assert np.abs(Quantized.of(table)[list(range(20))] - table).max() < 0.01 * np.abs(table).max()

    def test_spacing_tells_opening_from_closing_marks(self):
        rows = [Quantized.of(np.ones((n, 4), dtype=np.float32)) for n in (3, SHAPES, 30_000)]
        tables = WordTables({}, {}, *rows, np.zeros((32, 4), dtype=np.float32), np.arange(16, dtype=np.float32).reshape(4, 4))
        _, opening, _, closing = tables.vectors(["said", '"', "Yes", '"'], np.array([True, False, False, False]))
        assert not np.array_equal(opening, closing)


def test_component_without_network_says_so():
    nlp = spacy.blank("en")
    with pytest.raises(ValueError, match="no network yet"):
        EncoderPipe(nlp.vocab)(nlp("Talks failed."))
