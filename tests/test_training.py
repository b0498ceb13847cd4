import gzip
import random
import xml.etree.ElementTree as ElementTree

import pytest
import spacy
from spacy.tokens import Doc, Span

from benchmark.language import raw_scores
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
from training.language import erst, names, trees
from training.language.tokenizer import set_up_tokenizer

GUM = """\
# newdoc id = GUM_news_talks
# sent_id = 1
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-organization-new-nnnnn-cf1-2-sgl
2\tBank\tbank\tPROPN\tNNP\t_\t6\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tTunis\tTunis\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(2-place-new-nnnnn-cf2-1-sgl-Tunis)1)
5\thas\thave\tAUX\tVBZ\t_\t6\taux\t_\t_
6\thired\thire\tVERB\tVBN\t_\t0\troot\t_\t_
7\tMr.\tMr.\tPROPN\tNNP\t_\t6\tobj\t_\tEntity=(3-person-new-nnnnn-cf3-1-sgl
8\tAmir\tAmir\tPROPN\tNNP\t_\t7\tflat\t_\tEntity=3)
9\tlast\tlast\tADJ\tJJ\t_\t10\tamod\t_\tEntity=(4-time-new-nnnnn-cf4-2-sgl
10\tweek\tweek\tNOUN\tNN\t_\t6\tobl:tmod\t_\tEntity=4)|SpaceAfter=No
11\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

"""


@pytest.fixture
def gum(tmp_path):
    path = tmp_path / "gum.conllu.gz"
    path.write_bytes(gzip.compress(GUM.encode()))
    return path


@pytest.fixture
def doc(gum):
    return trees.to_doc(spacy.blank("en").vocab, list(trees.read_sentences(gum)))


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
        assert [(a.source, a.cue, a.content) for a in sample.attributions] == [
            (((3, 5),), (5, 6), ((0, 2),)),
            (((8, 9),), (9, 10), ((10, 11),)),
        ]
        assert [i for i, label in enumerate(sample.cues) if label == "B-cue"] == [5, 9]

    def test_words_move_with_them(self, attributed):
        (sample,) = samples_of(attributed)
        (left,) = rearranged(sample, [i for i in range(12) if i not in (0, 9)]).attributions
        assert (left.source, left.cue, left.content) == (((2, 4),), (4, 5), ((0, 1),))

    def test_document_without_them_asks_for_none(self, doc):
        (sample,) = samples_of(doc)
        assert set(sample.cues) == {""}


ERST = """<rst><header><relations><rel name="same-unit" type="multinuc"/></relations></header><body>
<segment id="1" parent="5" relname="span">Talks failed</segment>
<segment id="2" parent="1" relname="causal-cause">because nobody came ,</segment>
<segment id="3" parent="5" relname="attribution-positive">Anna Kovac said</segment>
<segment id="4" parent="5" relname="elaboration-additional">on Friday .</segment>
<group id="5" type="span"/>
<signal source="3" type="lexical" subtype="indicative_word" tokens="9"/>
<signal source="3" type="semantic" subtype="attribution_source" tokens="7,8"/>
</body></rst>"""


class TestWorldwide:
    def test_of_nested_names_the_outer_one(self, tmp_path):
        path = tmp_path / "worldwide.tsv.gz"
        rows = "# article mu_times_1\nUniversity\tB-Organization\nof\tI-Organization\nTunis\tI-Organization\tB-Location\n,\tO\n\nYes\n\n"
        path.write_bytes(gzip.compress(rows.encode()))
        assert [sentence.labels for sentence in names.read_worldwide(path)] == [
            ["B-Organization", "I-Organization", "I-Organization", "O"],
            ["O"],
        ]


class TestDiscourseTrees:
    def test_attribution_has_its_nucleus_for_content(self):
        (relation,) = erst.relations(ElementTree.fromstring(ERST))
        assert (relation.source, relation.cue, relation.content) == ((6, 8), (8, 9), ((0, 6),))

    def test_without_a_cue_there_is_none(self):
        assert list(erst.relations(ElementTree.fromstring(ERST.replace("indicative_word", "orphan")))) == []

    def test_runs(self):
        assert erst.runs([4, 1, 2, 5, 9]) == [(1, 3), (4, 6), (9, 10)]


class TestGumNames:
    def test_names_without_article_and_title(self, gum):
        (sentence,) = names.read_gum(gum)
        assert [(word, label) for word, label in zip(sentence.words, sentence.labels, strict=True) if label != "O"] == [
            ("Bank", "B-organization"),
            ("of", "I-organization"),
            ("Tunis", "I-organization"),
            ("Amir", "B-person"),
            ("last", "B-time"),
            ("week", "I-time"),
        ]


class TestSamples:
    def test_document_without_names_asks_for_none(self, doc):
        (sample,) = samples_of(doc)
        assert set(sample.names) == {""}
        assert sample.heads[5] == 5

    def test_partial_set_says_which_names_its_other_words_are_not(self, gum):
        sentences = list(names.read_gum(gum))
        (sample,) = samples_of(names.to_doc(spacy.blank("en").vocab, sentences, names.GUM_LABELS, partial=True))
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
        batches = iter(Batches([sample] * 10, words=30, level=0.0))
        sizes = [len(next(batches)) for _ in range(4)]
        assert sum(sizes) == 10

    def test_excerpts_are_whole_sentences(self, gum):
        twice = [*trees.read_sentences(gum), *trees.read_sentences(gum)]
        (sample,) = samples_of(trees.to_doc(spacy.blank("en").vocab, twice))
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
        ],
    )
    def test_tokens(self, text, tokens):
        nlp = spacy.blank("en")
        set_up_tokenizer(nlp)
        assert "|".join(token.text for token in nlp(text)) == tokens


def test_raw_scores_of_the_truth_are_full(gum):
    sentences = list(trees.read_sentences(gum))
    nlp = spacy.blank("en")

    @spacy.Language.component("told_by_test")
    def told(doc):
        return trees.to_doc(nlp.vocab, sentences)

    nlp.add_pipe("told_by_test")
    assert raw_scores(nlp, sentences) == {"words F1": 100.0, "sentences F1": 100.0, "LAS": 100.0}


def test_raw_scores_without_trees_have_no_attachment(gum):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    scores = raw_scores(nlp, list(trees.read_sentences(gum)))
    assert scores["words F1"] == 100.0
    assert scores["LAS"] < 20.0
