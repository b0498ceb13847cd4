import gzip
import json
import random
import sys
from datetime import timedelta

import pytest
import spacy

import onrecord
from benchmark import anchors, records, storage
from benchmark.language import raw_scores
from benchmark.scoring import floors, with_cells
from corpora import treebanks
from corpora.annotated import REPORTS
from onrecord.article import Span
from onrecord.evaluation.scoring import FIGURES, Figure
from tests.storing import Told

TEXT = "Talks failed, Ana Kovac said on Monday."
ACTOR = {"id": "a1", "name": "Ana Kovac", "type": "person", "mentions": ["Ana Kovac"]}
CONTENT = {"start": 0, "end": 12, "text": "Talks failed"}
STATEMENT = {"id": "s1", "kind": "indirect", "act": "say", "speaker": "a1", "content": [CONTENT]}
ARTICLE = {"text": TEXT, "actors": [ACTOR], "statements": [STATEMENT], "events": []}


def test_raw_scores_of_the_truth_are_full(gum_file):
    sentences = list(treebanks.read_sentences(gum_file))
    nlp = spacy.blank("en")

    @spacy.Language.component("told_by_test")
    def told(doc):
        return treebanks.to_doc(nlp.vocab, sentences)

    nlp.add_pipe("told_by_test")
    assert raw_scores(nlp, sentences) == {"words F1": 100.0, "sentences F1": 100.0, "LAS": 100.0}


def test_raw_scores_without_trees_have_no_attachment(gum_file):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    scores = raw_scores(nlp, list(treebanks.read_sentences(gum_file)))
    assert scores["words F1"] == 100.0
    assert scores["LAS"] < 20.0


def test_cells_of_a_document_are_written_and_the_rest_stays():
    document = "# A | B\n\n| figure | dev F1 | people |\n|---|---|---|\n| act: what it does | 0.1 | .91 |\n| kind | 0.2 | |\n\n| act | dev F1 | x |\n"
    written = with_cells(document, {("act", "dev F1"): "0.7", ("act", "check F1"): "0.6"})
    assert written == document.replace("| 0.1 |", "| 0.7 |")


class TestRecords:
    @pytest.fixture
    def data(self, tmp_path):
        (tmp_path / "gold").mkdir()
        lines = "".join(json.dumps(ARTICLE | {"id": f"secret-{i}"}) + "\n" for i in range(4))
        (tmp_path / "gold/check.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
        return tmp_path

    @pytest.fixture
    def run(self, data, monkeypatch, capsys, pipeline):
        """What the command prints of ``check``; the shared scorer is not there."""
        monkeypatch.setattr(records, "Pipeline", lambda: pipeline)
        monkeypatch.setattr(records, "differences", lambda *_: ())

        def run(*options):
            monkeypatch.setattr(sys, "argv", ["records", str(data), "--set", "check", *options])
            with pytest.raises(SystemExit) as ended:
                records.main()
            return ended.value.code, capsys.readouterr().out

        return run

    def test_without_a_set_dev_our_reports_and_check(self, tmp_path):
        assert list(records.paths(tmp_path)) == ["dev", "reports", "check"]

    def test_without_data_our_reports(self):
        assert records.paths(None) == {"reports": REPORTS}

    def test_figures_with_their_intervals(self, run):
        code, out = run()
        assert code == 0
        assert "statements            1.000  1.000  1.000  1.00-1.00  4 right of 4 there, 4 found" in out

    def test_of_check_neither_ids_nor_words_are_printed(self, run):
        assert not [word for word in ("secret", "Kovac", "Talks") if word in run()[1]]

    def test_documents_get_its_figures(self, run, tmp_path):
        document = tmp_path / "accuracy.md"
        document.write_text("| figure | check P | check F1 |\n|---|---|---|\n| statements: found | | |\n")
        run("--write", str(document))
        assert document.read_text().endswith("| statements: found | 1.000 | 1.000 [1.00-1.00] |\n")

    def test_sample(self, run):
        assert "check.jsonl.gz: 2 articles" in run("--sample", "2")[1]

    def test_article_that_fails_ends_the_run_without_its_words(self, data, run):
        broken = json.dumps({"id": "1", "text": "Talks \x00 failed", "statements": []})
        (data / "gold/check.jsonl.gz").write_bytes(gzip.compress(broken.encode()))
        code, out = run()
        assert "failed" in code
        assert "Talks" not in code + out

    def test_figure_below_its_floor_is_named(self):
        assert list(records.below_floors({"act": Figure(hit=1, gold=2, predicted=2)}, {"act": 0.6})) == [
            "act: F1 0.500 is below its floor of 0.600"
        ]

    @pytest.mark.parametrize("name", ["reports", "dev", "check"])
    def test_floors_are_of_figures_that_there_are(self, name):
        assert floors(name).keys() <= set(FIGURES)


@pytest.mark.parametrize("words", ["Talks failed", "said", "go on"])
def test_changed_texts_have_the_anchored_words_where_they_are_said_to(words):
    text = f"It rained in the town. He came late. {TEXT} The strike would go on. Nobody asked why. He left."
    span = Span.of(text, text.index(words), text.index(words) + len(words))
    changed = {kind: (other, start) for kind, other, start in anchors.changes(text, span, random.Random(1))}
    assert words not in changed.pop("its sentence dropped")[0]
    assert len(changed) == 4
    for other, start in changed.values():
        assert other != text
        assert other[start : start + len(words)].split() == words.split()


def met(id):
    """An article in which two people meet, of whom one has an identifier, and one speaks."""
    article = Told(
        "Anna Kovac met Ivan Holm in Oslo. “Our ships will leave the harbour,” Holm said.",
        id=id,
        publisher=f"Paper {id}",
        published="2021-03-05",
    )
    article.who("Anna Kovac", wikidata="Q1")
    article.did("CONSULT", "met", mode="meet", place="Oslo", actors=["Anna Kovac"], recipients=["Ivan Holm"])
    article.said("Ivan Holm", "“Our ships will leave the harbour,”", cue="said")
    return article.reading()


def test_collection_that_is_put_in_again_tells_of_other_people(tmp_path):
    where = str(tmp_path / "onrecord.db")
    with onrecord.Collection(where) as collection:
        for id in "ab":
            collection.store(met(id))
        collection.merge()
    storage.multiply(where, 1, 3)
    with onrecord.Collection(where) as collection:
        assert collection.verify().faults == ()
        assert sorted(one.name for one in collection.actors(type="person")) == ["Anna Kovac"] * 3 + ["Ivan Holm", "Iwbo Hpmn", "Ixcp Hqno"]
        assert len({one.wikidata for one in collection.actors(speaker="Anna Kovac")}) == 3
        collection.store(met("c"))
        assert sorted(len(one.reports) for one in collection.events()) == [2, 2, 3]
        assert sorted(len(one.told_by) for one in collection.statements()) == [2, 2, 2, 2, 3, 3, 3]
        assert len(list(collection.actors(type="person"))) == 6


@pytest.mark.parametrize(
    ("told", "expected"),
    [("2024-01-31", "2024-02-10"), ("2023-12", "2023-12"), ("2024", "2024"), ("2024-03-05T10:00+01:00", "2024-03-15T10:00+01:00")],
)
def test_days_of_copies_are_later_and_as_exact(told, expected):
    assert storage.later(told, timedelta(days=10)) == expected
