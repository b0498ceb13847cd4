import random
from dataclasses import replace

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span

from corpora import gum, names, treebanks
from training.encoder.renaming import known_names, renamed
from training.encoder.samples import (
    NOT_ASKED,
    Batches,
    excerpt,
    labels_of,
    padded,
    rearranged,
    samples_of,
    varied,
    with_broken_lines,
    without_full_stops,
)
from training.encoder.vocabulary import common_forms, list_forms
from training.language.tokenizer import set_up_tokenizer


@pytest.fixture
def doc(gum_file):
    return treebanks.to_doc(spacy.blank("en").vocab, list(treebanks.read_sentences(gum_file)))


@pytest.fixture
def attributed():
    words = ["Talks", "failed", ",", "the", "minister", "said", ".", "\n\n", "Nobody", "asked", "why", "."]
    doc = Doc(spacy.blank("en").vocab, words=words)
    for role, runs in {"content": [(0, 2), (10, 11)], "cue": [(5, 6), (9, 10)], "source": [(3, 5), (8, 9)]}.items():
        doc.spans[role] = [Span(doc, *run, label=role, span_id=f"E{number}") for number, run in enumerate(runs)]
    return doc


class TestAttributions:
    def test_cues_and_what_belongs_to_them(self, attributed):
        (sample,) = samples_of(attributed)
        assert [(anchor.run, anchor.roles) for anchor in sample.anchors] == [
            ((5, 6), (("content", (0, 2)), ("source", (3, 5)))),
            ((9, 10), (("content", (10, 11)), ("source", (8, 9)))),
        ]
        assert [i for i, label in enumerate(sample.anchor_labels("attributions")) if label == "B-cue"] == [5, 9]

    def test_words_move_with_them(self, attributed):
        (sample,) = samples_of(attributed)
        (left,) = rearranged(sample, [i for i in range(12) if i not in (0, 9)]).anchors
        assert (left.run, left.roles) == ((4, 5), (("content", (0, 1)), ("source", (2, 4))))

    def test_document_without_them_asks_for_none(self, doc):
        (sample,) = samples_of(doc)
        assert set(sample.anchor_labels("attributions")) == {""}


class TestSamples:
    def test_document_without_names_asks_for_none(self, doc):
        (sample,) = samples_of(doc)
        assert set(sample.names) == {""}
        assert sample.heads[5] == 5

    def test_partial_set_says_which_names_its_other_words_are_not(self, gum_file):
        sentences = [gum.named(sentence) for sentence in treebanks.read_sentences(gum_file)]
        (sample,) = samples_of(names.to_doc(spacy.blank("en").vocab, sentences, gum.NAME_LABELS, partial=True))
        assert sample.no_names == ("DATE", "LOC", "ORG", "PERSON")
        assert dict(zip(sample.words, sample.names, strict=True))["hired"] == "O"
        assert dict(zip(sample.words, sample.names, strict=True))["Mr."] == ""

    def test_full_stop_is_left_out_and_heads_still_point_right(self, doc):
        (sample,) = samples_of(doc)
        shorter = rearranged(sample, without_full_stops(sample, random.Random(1)))
        assert shorter.words[-1] == "week"
        assert [shorter.words[head] for head in shorter.heads] == [sample.words[head] for head in sample.heads[:-1]]

    def test_line_breaks_are_asked_nothing(self, doc):
        (sample,) = samples_of(doc)
        chance = random.Random(1)
        broken = next(s for s in (rearranged(sample, with_broken_lines(sample, chance)) for _ in range(50)) if "\n" in s.words)
        place = broken.words.index("\n")
        assert (broken.heads[place], broken.tags[place], broken.starts[place]) == (NOT_ASKED, "", NOT_ASKED)
        assert [broken.words[head] for head in broken.heads if head != NOT_ASKED] == [sample.words[head] for head in sample.heads]

    def test_batches_hold_every_sample_once_a_round(self, doc):
        (sample,) = samples_of(doc)
        batches = iter(Batches([sample] * 10, words=30, vary=lambda sample, _: sample))
        sizes = [len(next(batches)) for _ in range(4)]
        assert sum(sizes) == 10

    def test_excerpts_are_whole_sentences(self, gum_file):
        twice = 2 * list(treebanks.read_sentences(gum_file))
        (sample,) = samples_of(treebanks.to_doc(spacy.blank("en").vocab, twice))
        for seed in range(20):
            part = rearranged(sample, excerpt(sample, random.Random(seed)))
            assert part.words[0] in ("The", "\n\n")

    def test_nothing_is_left_empty(self):
        doc = Doc(spacy.blank("en").vocab, words=["\n\n", "\n\n"], ents=["O", "O"])
        (sample,) = samples_of(doc)
        assert all(varied(sample, random.Random(seed), level=1.0).words for seed in range(50))

    def test_labels_are_sorted_and_known(self, doc):
        labels = labels_of(samples_of(doc))
        assert labels["tags"] == sorted(set(labels["tags"]))
        assert "" not in labels["tags"]

    def test_padding(self):
        assert padded([[1], [2, 3]], 0).tolist() == [[1, 0], [2, 3]]


class TestVocabulary:
    def test_commonest_forms_first_and_numbers_by_pattern(self):
        forms = list_forms({"The": 3, "the": 4, "2017": 1, "1999": 1, "once": 1})
        assert forms == ["\n", " ", "the", "0000"]

    def test_common_words_are_no_names(self):
        assert common_forms({"may": 5, "May": 5, "Merkel": 9}) == {"may"}


class TestTokenizer:
    @pytest.mark.parametrize(
        ("text", "tokens"),
        [
            ("The vice-president left.", "The|vice-president|left|."),
            ("non-Muslims,", "non-Muslims|,"),
            ("a well-known case", "a|well|-|known|case"),
            ("What?! No!!!", "What|?!|No|!!!"),
            ("Call 212-848-8400.", "Call|212-848-8400|."),
            ("Sgt. Moss (2012-2014)", "Sgt.|Moss|(|2012|-|2014|)"),
            ("“Never,” he said.", "“|Never|,|”|he|said|."),
            ('It is old."Kovac said', 'It|is|old|.|"|Kovac|said'),
            ("He won.--Kovac", "He|won|.|--|Kovac"),
            (".@RepKovac agrees", ".|@RepKovac|agrees"),
            ("a -- b...", "a|--|b|..."),
        ],
    )
    def test_tokens(self, text, tokens):
        nlp = spacy.blank("en")
        set_up_tokenizer(nlp)
        assert "|".join(token.text for token in nlp(text)) == tokens


def test_the_shape_of_an_encoder_is_known_by_its_weights():
    pytest.importorskip("torch", reason="pip install 'onrecord[train]'")
    from training.encoder.model import Shape
    from training.encoder.pretrain import Guesser

    for shape in (
        Shape(forms=9, embedding=8, width=128, inner=32, heads=2, layers=3, kernel=3, attending=1),
        Shape(forms=7, width=64, inner=24, heads=1, layers=4),
    ):
        assert Shape.of(Guesser(shape).state_dict()) == shape


def test_pair_scores_learn_which_words_go_together():
    pytest.importorskip("torch")
    from training.coreference.annotated import Candidate, Question
    from training.coreference.pair_scores import fitted

    kinds = np.eye(4, dtype=np.float32)

    def question(kind, candidates):
        """Somebody of a kind, who is the candidate of that kind, or nobody."""
        asked = tuple(Candidate(features={}, encoded=kinds[[other]], is_meant=other == kind) for other in candidates)
        return Question(encoded=kinds[kind], candidates=asked)

    order = random.Random(1)
    descriptions = [question(order.randrange(4), order.sample(range(4), 2)) for _ in range(2_000)]
    scorer = fitted({"pronoun": [], "description": descriptions}, {"pronoun": {}, "description": {}})
    assert [scorer.answers("description", question(2, pair), {}).argmax().item() for pair in ([2, 3], [3, 2], [0, 1])] == [0, 1, 2]


class TestOtherNames:
    @pytest.fixture
    def sample(self):
        words = ["Ana", "Koval", "met", "Ivo", "in", "Bonn", ".", "Koval", "left", "Bonn", "."]
        labels = ["B-PERSON", "I-PERSON", "O", "B-PERSON", "O", "B-LOC", "O", "B-PERSON", "O", "B-LOC", "O"]
        (sample,) = samples_of(Doc(spacy.blank("en").vocab, words=words, ents=labels))
        return sample

    def test_names_give_way_to_others_of_as_many_words(self, sample):
        texts = [renamed(sample, random.Random(seed)).words for seed in range(40)]
        assert len({words[:2] for words in texts}) > 10
        assert all(words[:2] in {*known_names("PERSON")[2], ("Ana", "Koval")} for words in texts)
        assert {words[2] + words[4] + words[8] for words in texts} == {"metinleft"}

    def test_who_comes_again_has_one_name(self, sample):
        for seed in range(40):
            words = renamed(sample, random.Random(seed)).words
            assert (words[7], words[9]) == (words[1], words[5])

    def test_names_of_sources_without_a_free_licence_can_be_left_out(self, sample):
        free = set(known_names("PERSON", clean=True)[2])
        assert free < set(known_names("PERSON")[2])
        assert all(renamed(sample, random.Random(seed), clean=True).words[:2] in {*free, ("Ana", "Koval")} for seed in range(40))

    def test_nothing_else_changes(self, sample):
        other = renamed(sample, random.Random(2))
        assert (other.names, other.heads) == (sample.names, sample.heads)


def test_who_annotated_a_sample_is_kept_where_words_are_left_out(attributed):
    (sample,) = samples_of(attributed)
    assert rearranged(replace(sample, annotators=3), range(4)).annotators == 3
