import json
import xml.etree.ElementTree as ElementTree

import pytest
from typer.testing import CliRunner

from benchmark.confidence import binned, drawn
from onrecord.article import Article, Span
from onrecord.cli.app import app
from onrecord.errors import FileUnfit
from onrecord.evaluation import Attribution, attributions_of, evaluate, evaluate_attributions, read_brat, read_citron, read_gold
from onrecord.evaluation.gold import GoldActor
from onrecord.evaluation.matching import likeness, match
from onrecord.evaluation.report import as_html, as_json, as_lines, as_table, worst
from onrecord.exporting.brat import to_brat
from onrecord.exporting.citron import to_citron
from onrecord.records import Actor, ArticleDescription, Event, MadeBy, Mention, Participant, Record, Statement

TEXT = "Talks <failed>, Ana Kovac said. Kovac met Ben Roth in Prague on Friday. Rain fell."


def span(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def spanned(words):
    return Span(**span(words))


GOLD = [
    {
        "id": "talks",
        "text": TEXT,
        "actors": [
            {"id": "a1", "name": "Ana Kovac", "type": "person", "mentions": ["Ana Kovac", "Kovac"]},
            {"id": "a2", "name": "Ben Roth", "type": "person", "mentions": ["Ben Roth"]},
        ],
        "statements": [{"id": "s1", "kind": "indirect", "act": "say", "speaker": "a1", "content": [span("Talks <failed>")]}],
        "events": [
            {
                "id": "e1",
                "type": "CONSULT",
                "mode": "meet",
                "trigger": span("met"),
                "actors": ["a1"],
                "recipients": ["a2"],
                "place": span("Prague"),
                "date": "2021-03-05",
                "status": "occurred",
                "evidence": span("Kovac met Ben Roth in Prague on Friday"),
            }
        ],
    }
]


def actor(id, name, type="person"):
    return Actor(id=id, name=name, type=type, mentions=(Mention(**span(name), form="name"),))


def record(**changes):
    article = Article(id="talks", text=TEXT, blocks=())
    parts = {
        "actors": (actor("b1", "Ana Kovac"), actor("b2", "Ben Roth")),
        "statements": (Statement(id="s1", kind="indirect", speaker="b1", content=(spanned("Talks <failed>"),)),),
        "events": (
            Event(
                id="e1",
                type="CONSULT",
                trigger=spanned("met"),
                actors=(Participant(**span("Kovac met"), actor="b1"),),
                recipients=(Participant(**span("Ben Roth"), actor="b2"),),
                evidence=spanned("Kovac met Ben Roth in Prague on Friday"),
            ),
        ),
    }
    return Record(article=ArticleDescription.of(article), made_by=MadeBy(onrecord="0", model="m"), **(parts | changes))


@pytest.fixture
def gold():
    return read_gold(json.dumps(GOLD).encode(), where="gold.json")


def scored(gold, **changes):
    return evaluate(gold, {"talks": record(**changes)})


class TestFigures:
    def test_all_that_is_there(self, gold):
        figures = scored(gold).figures()
        names = ("statements", "statements.tight", "attributed", "actors", "contacts", "events.status")
        assert [figures[name].f1 for name in names] == [1.0] * 6

    def test_without_a_record_nothing_was_found(self, gold):
        figures = evaluate(gold, {}).figures()
        assert (figures["statements"].recall, figures["contacts"].recall, figures["statements"].predicted) == (0.0, 0.0, 0)

    def test_content_that_overlaps_by_less_than_half_is_not_found(self, gold):
        found = Statement(id="s1", kind="indirect", speaker="b1", content=(spanned("Talks <failed>, Ana Kovac said. Kovac met"),))
        assert scored(gold, statements=(found,)).figures()["statements"].hit == 0

    def test_another_speaker_is_no_attribution(self, gold):
        found = Statement(id="s1", kind="indirect", speaker="b2", content=(spanned("Talks <failed>"),))
        figures = scored(gold, statements=(found,)).figures()
        assert (figures["statements"].hit, figures["attributed"].hit) == (1, 0)

    def test_attitudes_are_left_out(self, gold):
        found = Statement(id="s1", kind="indirect", nature="attitude", content=(spanned("Rain fell."),))
        assert scored(gold, statements=(found,)).figures()["statements"].predicted == 0

    def test_a_date_where_there_is_one(self, gold):
        dates = scored(gold).figures()["dates"]
        assert (dates.hit, dates.gold, dates.predicted) == (0, 1, 0)

    def test_interval_of_one_article_is_its_figure(self, gold):
        assert scored(gold).intervals()["statements"] == (1.0, 1.0)


class TestConfidence:
    def test_each_statement_and_event_is_judged(self, gold):
        wrong = Statement(id="s2", kind="indirect", speaker="b2", content=(spanned("Rain fell."),), confidence=0.3)
        both = (*record().statements, wrong)
        assert scored(gold, statements=both).right == {("talks", "s1"): True, ("talks", "s2"): False, ("talks", "e1"): True}

    def test_bins_hold_what_is_between_their_edges(self):
        bins = list(binned([(0.2, False), (0.82, True), (0.84, True), (0.88, False), (1.0, True)]))
        assert [one.count for one in bins] == [1, 3, 1]
        assert bins[1].confidence == pytest.approx(0.8467, abs=1e-4)
        assert bins[1].right == pytest.approx(2 / 3)

    def test_drawing_is_svg_with_a_point_a_bin(self):
        drawing = ElementTree.fromstring(drawn(binned([(0.2, False), (0.9, True)])))
        assert len(drawing.findall("{http://www.w3.org/2000/svg}circle")) == 2


class TestMatching:
    def test_best_first_and_each_once(self):
        assert match([1, 2], [2.0, 1.9], lambda a, b: max(0.0, 1 - abs(a - b))) == [(1, 0), (0, 1)]

    @pytest.mark.parametrize(
        ("name", "other", "same"),
        [
            ("President Ana Kovac", "Ana Kovac", True),
            ("Ana Kovac", "Kovac", True),
            ("Ana Kovac", "Petra Kovac", False),
            ("the president of Turkey", "Turkey", False),
        ],
    )
    def test_names(self, name, other, same):
        gold = GoldActor(id="a1", name=name, type="person")
        assert (likeness(gold, Actor(id="b1", name=other, type="person")) > 0) is same

    def test_identifiers_settle_it(self):
        gold = GoldActor(id="a1", name="Ana Kovac", type="person", wikidata="Q1")
        assert likeness(gold, Actor(id="b1", name="Ana Kovac", type="person", wikidata="Q2")) == 0


class TestReport:
    @pytest.fixture
    def evaluation(self, gold):
        wrong = Statement(id="s1", kind="indirect", speaker="b2", content=(spanned("Rain fell."),))
        return scored(gold, statements=(wrong,))

    def test_misses_are_told_with_their_words(self, evaluation):
        assert list(as_lines(worst(evaluation))) == [
            "talks: missed (indirect, by Ana Kovac): Talks <failed>",
            "talks: extra (indirect, by Ben Roth): Rain fell.",
        ]

    def test_page_marks_them_in_the_text(self, evaluation, gold):
        page = as_html(evaluation, gold)
        assert '<mark class="missed" title="missed: indirect, by Ana Kovac">Talks &lt;failed&gt;</mark>, Ana Kovac said.' in page

    def test_table_has_every_figure(self, evaluation):
        assert len(list(as_table(evaluation))) == 1 + len(evaluation.figures())

    def test_json_has_figures_and_misses(self, evaluation):
        told = json.loads(as_json(evaluation))
        assert told["figures"]["statements"]["gold"] == 1
        assert [miss["what"] for miss in told["misses"]] == ["missed", "extra"]


class TestFiles:
    def test_words_that_are_not_the_texts(self):
        data = json.dumps(GOLD).replace('"text": "Prague"', '"text": "Berlin"').encode()
        with pytest.raises(FileUnfit, match="are not 'Berlin'"):
            read_gold(data, where="gold.json")

    @pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'[{"id": 1}]'])
    def test_no_annotated_articles(self, data):
        with pytest.raises(FileUnfit, match=r"gold\.json is no list of annotated articles"):
            read_gold(data, where="gold.json")

    def test_stored_records_are_scored(self, tmp_path):
        (tmp_path / "gold.json").write_text(json.dumps(GOLD))
        (tmp_path / "records.jsonl").write_text(record().to_json() + "\n")
        command = [
            "evaluate",
            str(tmp_path / "gold.json"),
            "--records",
            str(tmp_path / "records.jsonl"),
            "--html",
            str(tmp_path / "page.html"),
        ]
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 0
        assert "statements            1.000  1.000  1.000" in result.output
        assert (tmp_path / "page.html").read_text().startswith("<!doctype html>")

    def test_broken_line_is_named(self, tmp_path):
        (tmp_path / "gold.json").write_text(json.dumps(GOLD))
        (tmp_path / "records.jsonl").write_text(record().to_json() + "\n{}\n")
        result = CliRunner().invoke(app, ["evaluate", str(tmp_path / "gold.json"), "--records", str(tmp_path / "records.jsonl")])
        assert isinstance(result.exception, FileUnfit)
        assert "line 2" in str(result.exception)


def test_our_own_reports_fit_the_format():
    from corpora.annotated import REPORTS

    articles = read_gold(REPORTS.read_bytes(), where=str(REPORTS))
    assert len(articles) >= 30
    assert all(150 <= len(article.text.split()) <= 500 for article in articles)


class TestStandoff:
    ANN = (
        "T1\tContent 0 14\tTalks <failed>\nT2\tSource 16 25\tAna Kovac\nT3\tCue 26 30\tsaid\nT4\tAttribution 26 30\tsaid\n"
        "E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2\nT5\tDiscard 32 37\tKovac\n"
    )

    def test_brat_events(self):
        (found,) = read_brat("talks", TEXT, self.ANN).attributions
        assert [found.source[0].text, found.cue[0].text, found.content[0].text] == ["Ana Kovac", "said", "Talks <failed>"]

    def test_brat_contents_in_pieces(self):
        ann = "T1\tContent 0 5;6 14\tTalks <failed>\nT3\tCue 26 30\tsaid\nE1\tAttribution-no-source:T3 Cue:T3 Content:T1\n"
        (found,) = read_brat("talks", TEXT, ann).attributions
        assert ([span.text for span in found.content], found.source) == (["Talks", "<failed>"], ())

    def test_offsets_outside_the_text(self):
        with pytest.raises(FileUnfit, match="talks: characters 0 to 999"):
            read_brat("talks", TEXT, "T1\tContent 0 999\tTalks\n")

    @pytest.mark.parametrize("data", ["", "[]", '{"text": "x"}', '{"text": "x", "quotes": [{"cue": null}]}'])
    def test_no_document_of_citrons(self, data):
        with pytest.raises(FileUnfit, match="talks is no document"):
            read_citron("talks", data)

    @pytest.mark.parametrize("format", ["brat", "citron"])
    def test_what_is_written_is_read_back(self, format):
        said = Statement(
            id="s1", kind="indirect", speaker="b1", source=spanned("Ana Kovac"), cue=spanned("said"), content=(spanned("Talks <failed>"),)
        )
        written = record(statements=(said,))
        read = read_brat("talks", TEXT, to_brat(written)) if format == "brat" else read_citron("talks", to_citron(written, TEXT))
        assert read.attributions == tuple(attributions_of(written))

    def test_figures(self):
        article = read_brat("talks", TEXT, self.ANN)
        (right,) = article.attributions
        wrong = Attribution(source=(spanned("Ben Roth"),), cue=right.cue, content=right.content)
        figures = evaluate_attributions([article], {"talks": [wrong]}).figures()
        assert [figures[name].hit for name in ("content", "with source", "source", "cue")] == [1, 0, 0, 1]

    def test_span_over_lines_is_written_in_pieces(self):
        text = "Talks\nfailed, he said."
        content = Span(start=0, end=12, text="Talks\nfailed")
        said = Statement(id="s1", kind="indirect", content=(content,), cue=Span(start=17, end=21, text="said"))
        assert "T1\tCue 17 21\tsaid\nT2\tContent 0 5;6 12\tTalks failed\n" in to_brat(record(statements=(said,)))
        assert read_brat("talks", text, to_brat(record(statements=(said,)))).attributions[0].content[1].text == "failed"

    @pytest.mark.parametrize("end", ["\r", "\r\n", "\u2028", "\x0b", "\x85"])
    def test_line_ends_of_all_kinds_part_a_span(self, end):
        text = f"Talks{end}failed, he said."
        said = Statement(id="s1", kind="indirect", content=(Span.of(text, 0, text.index(",")),))
        read = read_brat("talks", text, to_brat(record(statements=(said,))))
        assert [span.text for span in read.attributions[0].content] == ["Talks", "failed"]

    def test_folders_are_scored(self, tmp_path):
        (tmp_path / "talks.txt").write_text(TEXT)
        (tmp_path / "talks.ann").write_text(self.ANN)
        (tmp_path / "records.jsonl").write_text(record().to_json())
        result = CliRunner().invoke(app, ["evaluate", str(tmp_path), "--records", str(tmp_path / "records.jsonl")])
        assert result.exit_code == 0
        assert "content               1.000" in result.output
