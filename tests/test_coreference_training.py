"""How the weights of antecedents are fitted."""

import json

import pytest

from corpora.coreference import Annotated
from onrecord.actors.mentions import FoundMention
from onrecord.evaluation import read_gold
from tests.building import parsed, whole_view
from training.coreference.labels import NOBODY, ArticleLabels, CorpusLabels
from training.coreference.teacher import Question

ranking = pytest.importorskip("training.coreference.ranking", reason="needs pip install '.[train]'")

NEAR, FAR, ONCE = [("he: near", 1.0)], [("he: far", 1.0)], [("he: once", 1.0)]


def asked(*options, right=(0,), is_sure=True):
    return Question(kind="he", options=[list(option) for option in options], right=right, is_sure=is_sure)


class TestRanking:
    def test_what_is_right_fits_better(self):
        weights = ranking.fitted([asked(NEAR, FAR)] * 5)
        assert weights["he: near"] > weights["he: far"]

    def test_what_is_sure_outweighs_what_is_not(self):
        weights = ranking.fitted([*[asked(NEAR, FAR)] * 3, *[asked(NEAR, FAR, right=(1,), is_sure=False)] * 3])
        assert weights["he: near"] > weights["he: far"]

    def test_rare_features_are_left_out(self):
        assert ranking.fitted([*[asked(NEAR, FAR)] * 5, asked(ONCE, FAR)]).keys() == {"he: near", "he: far"}

    def test_small_weights_are_left_out_and_others_rounded(self):
        assert ranking.pruned({"a": 0.034, "b": -1.239}, 0.05) == {"b": -1.24}

    def test_share_of_questions_answered_right(self):
        assert ranking.share_right([asked(NEAR, FAR), asked(NEAR, FAR, right=(1,))], {"he: near": 1.0}) == 0.5


ROWS = """
Kovac Kovac PROPN NNP 1 nsubj
said say VERB VBD 1 ROOT
he he PRON PRP 3 nsubj
would would AUX MD 4 aux
leave leave VERB VB 1 ccomp
; ; PUNCT : 1 punct
they they PRON PRP 7 nsubj
denied deny VERB VBD 1 parataxis
it it PRON PRP 7 obj
"""
KOVAC = FoundMention(start=0, end=1, heads=(0,), form="name", type="person", name=("Kovac",))
THEY = FoundMention(start=6, end=7, heads=(6,), form="pronoun", type="group", plural=True)


def words(text, part):
    return {"start": text.index(part), "end": text.index(part) + len(part), "text": part}


class TestLabels:
    @pytest.fixture
    def labels(self):
        doc = parsed(ROWS)
        said = {"kind": "indirect", "act": "say"}
        statements = [
            {"id": "s1", "speaker": "a1", "source": words(doc.text, "Kovac"), "content": [words(doc.text, "he would leave")], **said},
            {"id": "s2", "speaker": None, "source": words(doc.text, "they"), "content": [words(doc.text, "it")], **said},
        ]
        actors = [{"id": "a1", "name": "Kovac", "type": "person", "mentions": ["Kovac"]}]
        (gold,) = read_gold(
            json.dumps([{"id": "x", "text": doc.text, "actors": actors, "statements": statements, "events": []}]).encode(), where="x"
        )
        return ArticleLabels(gold, whole_view(doc), doc)

    def test_a_source_is_whoever_speaks(self, labels):
        assert labels.of(KOVAC) == "a1"

    def test_a_source_without_a_speaker_is_nobodys(self, labels):
        assert labels.of(THEY) == NOBODY

    def test_a_pronoun_that_is_no_source_is_not_annotated(self, labels):
        assert labels.of(FoundMention(start=2, end=3, heads=(2,), form="pronoun", type="person")) is None

    def test_words_of_an_actor_are_listed(self, labels):
        assert labels.is_listed(KOVAC)
        assert not labels.is_listed(THEY)

    def test_pronouns_to_resolve_and_their_antecedents_have_one_number(self):
        doc = parsed(ROWS)
        he = FoundMention(start=2, end=3, heads=(2,), form="pronoun", type="person")
        labels = CorpusLabels(Annotated("x", doc.text, {0: 7, doc[2].idx: 7, doc[6].idx: 8}, [doc[2].idx]), doc)
        assert labels.of(KOVAC) == labels.of(he) == "7"
        assert labels.of(THEY) is None
