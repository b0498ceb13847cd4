import gzip
import json
import lzma
import xml.etree.ElementTree as ElementTree

import pytest
import spacy

from corpora import erst, gum, names, treebanks
from corpora.annotated import read_annotated, sampled
from corpora.coding import read_plv, read_roles
from corpora.coreference import bracketed, read_gap, read_litbank
from corpora.factuality import read_meantime
from corpora.files import read_blocks, read_cells, read_json, read_json_lines, read_table
from corpora.lines import read_annotations
from corpora.news import read_news, sample_news
from corpora.polnear import read_polnear
from onrecord.errors import FileUnfit

TEXT = "Talks failed, Ana Kovac said."


@pytest.fixture
def written(tmp_path):
    """Write a file as its name says: compressed or not."""

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        squeeze = {".gz": gzip.compress, ".xz": lzma.compress}.get(path.suffix, bytes)
        path.write_bytes(squeeze(text.encode()))
        return path

    return write


class TestFiles:
    @pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.csv.xz"])
    def test_tables_plain_or_compressed(self, written, name):
        assert list(read_table(written(name, 'name,town\nAna,"Tunis, south"\n'))) == [{"name": "Ana", "town": "Tunis, south"}]

    def test_a_line_separator_in_json_ends_no_line(self, written):
        assert list(read_json_lines(written("a.jsonl.gz", '{"a": "x\u2028y"}\n{"a": 2}\n'))) == [{"a": "x\u2028y"}, {"a": 2}]

    def test_one_value(self, written):
        assert read_json(written("a.json.gz", "[1,\n2]\n")) == [1, 2]

    def test_blocks_have_no_empty_lines(self, written):
        assert list(read_blocks(written("a.conll", "\na\nb\n\n\nc"))) == [["a", "b"], ["c"]]

    def test_cells_keep_empty_ones(self, written):
        assert list(read_cells(written("a.tsv.gz", "a\t\tb\n\nc\t\n"))) == [["a", "", "b"], ["c", ""]]


class TestLines:
    TEXT = "The mayor met Ana Kovac. Ana Kovac said the mayor had said nothing. Police shot a man on Monday, police said."
    ACTORS = "A a1 | Ana Kovac | person | - | - | - | Ana Kovac\nA a2 | the mayor | person | - | - | - | The mayor ; the mayor\nA a3 | police | organization | - | - | - | Police\n"

    def read(self, written, lines):
        path = written("a.txt", f"# x\n{self.ACTORS}{lines}\n")
        (article,) = read_annotations(path, {"x": {"id": "x", "text": self.TEXT}})
        return article

    def test_a_statement_has_its_words_and_who_spoke(self, written):
        (statement,) = self.read(
            written, "S indirect | a1 | Ana Kovac | said | say | to: a2, a3 | via: - | the mayor ~~ nothing"
        ).statements
        assert (statement.speaker, statement.addressee, statement.relayed_by) == ("a1", ("a2", "a3"), ())
        assert [span.text for span in statement.content] == ["the mayor had said nothing"]
        assert (statement.source.start, statement.cue.start) == (25, 35)

    def test_a_cue_stands_outside_of_what_is_said(self, written):
        (statement,) = self.read(
            written, "S indirect | a2 | the mayor | said | say | to: - | via: a1 | the mayor had said nothing"
        ).statements
        assert self.TEXT[: statement.cue.end].endswith("Kovac said")

    def test_which_occurrence_can_be_told(self, written):
        (statement,) = self.read(
            written, "S indirect | a3 | police | said @3 | say | to: - | via: - | Police shot a man || on Monday"
        ).statements
        assert statement.cue.end == len(self.TEXT) - 1
        assert len(statement.content) == 2

    def test_an_event_has_its_sides_and_numbers(self, written):
        (event,) = self.read(
            written, "E ASSAULT - | shot | a3 > - | - | Monday | 2020-06-01 | occurred | by: a3 | 1/- | Police shot ~~ Monday"
        ).events
        assert (event.type, event.mode, event.actors, event.recipients, event.attributed_to) == ("ASSAULT", None, ("a3",), (), ("a3",))
        assert (event.trigger.text, event.place, event.date_text.text, event.date, event.killed, event.injured) == (
            "shot",
            None,
            "Monday",
            "2020-06-01",
            1,
            None,
        )

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("S indirect | a1 | - | said | say | to: - | via: - | the minister", "not in the text"),
            ("S indirect | a1 | - | said @4 | say | to: - | via: - | nothing", "not in the text"),
            ("S indirect | a1 | - | said | say | to: - | via: - | nothing ~~ nowhere", "no such end"),
            ("S indirect | a4 | - | said | say | to: - | via: - | nothing", "no actor a4"),
            ("S indirect | a1 | - | said | muse | to: - | via: - | nothing", "act"),
            ("S indirect | a1 | said | nothing", "cells"),
            ("Q what", "cells"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, written, line, told):
        with pytest.raises(FileUnfit, match=told):
            self.read(written, line)

    def test_an_article_that_is_not_there_is_refused(self, written):
        with pytest.raises(FileUnfit, match="no article y"):
            list(read_annotations(written("a.txt", "# y\n"), {}))


class TestTreebanks:
    def test_words_of_one_token_stand_together(self, written):
        rows = ["1-2\tdon't" + 8 * "\t_", "1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_", "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_"]
        rows += ["3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_", ""]
        (sentence,) = treebanks.read_sentences(written("a.conllu", "\n".join(rows)))
        assert treebanks.to_doc(spacy.blank("en").vocab, [sentence]).text == "don't go "

    def test_paragraph_break_is_a_token(self, gum_file):
        sentences = list(treebanks.read_sentences(gum_file)) * 2
        doc = treebanks.to_doc(spacy.blank("en").vocab, sentences)
        assert [token.text for token in doc if token.is_space] == ["\n\n"]

    def test_runs_end_with_their_document(self):
        sentences = [treebanks.Sentence(document, starts_paragraph=False) for document in "aaabb"]
        assert [len(run) for run in treebanks.group(sentences, 2)] == [2, 1, 2]


class TestNames:
    def test_of_nested_names_the_outer_one(self, written):
        rows = "# article mu_times_1\nUniversity\tB-Organization\nof\tI-Organization\nTunis\tI-Organization\tB-Location\n,\tO\n\nYes\n\n"
        assert [(sentence.document, sentence.labels) for sentence in names.read_worldwide(written("worldwide.tsv.gz", rows))] == [
            ("mu_times_1", ["B-Organization", "I-Organization", "I-Organization", "O"]),
            ("mu_times_1", ["O"]),
        ]

    def test_columns(self, written):
        (sentence,) = names.read_columns(written("wikigold.txt", "-DOCSTART- O\n\nNew I-LOC\nYork I-LOC\n"), " ")
        assert (sentence.words, sentence.labels) == (["New", "York"], ["I-LOC", "I-LOC"])

    def test_uner(self, written):
        (sentence,) = names.read_uner(written("uner.iob2", "# text = Tunis fell\n1\tTunis\tB-LOC\t-\tx\n2\tfell\tO\t-\tx\n"))
        assert (sentence.words, sentence.labels) == (["Tunis", "fell"], ["B-LOC", "O"])

    @pytest.mark.parametrize(
        ("tags", "found"),
        [
            ("B-PER I-PER O B-PER", [(0, 2, "PER"), (3, 4, "PER")]),
            ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
            ("I-LOC I-LOC I-ORG", [(0, 2, "LOC"), (2, 3, "ORG")]),
        ],
    )
    def test_runs_of_tags(self, tags, found):
        assert list(names.runs(tags.split())) == found


class TestGum:
    def test_names_without_article_and_title(self, gum_file):
        (sentence,) = map(gum.named, treebanks.read_sentences(gum_file))
        assert [(word, label) for word, label in zip(sentence.words, sentence.labels, strict=True) if label != "O"] == [
            ("Bank", "B-organization"),
            ("of", "I-organization"),
            ("Tunis", "I-organization"),
            ("Amir", "B-person"),
            ("last", "B-time"),
            ("week", "I-time"),
        ]

    def test_mentions_stand_at_their_heads(self, gum_file):
        (document,) = gum.read_coreference(gum_file)
        assert {document.text[offset:].split()[0]: number for offset, number in document.same.items()} == {
            "Bank": 1,
            "Tunis": 2,
            "Mr.": 3,
            "week.": 4,
        }
        assert document.types == {1: "organization", 2: "place", 3: "person", 4: "time"}


ERST = """<rst><header><relations><rel name="same-unit" type="multinuc"/></relations></header><body>
<segment id="1" parent="5" relname="span">Talks failed</segment>
<segment id="2" parent="1" relname="causal-cause">because nobody came ,</segment>
<segment id="3" parent="5" relname="attribution-positive">Anna Kovac said</segment>
<segment id="4" parent="5" relname="elaboration-additional">on Friday .</segment>
<group id="5" type="span"/>
<signal source="3" type="lexical" subtype="indicative_word" tokens="9"/>
<signal source="3" type="semantic" subtype="attribution_source" tokens="7,8"/>
</body></rst>"""


class TestDiscourseTrees:
    def test_attribution_has_its_nucleus_for_content(self):
        (relation,) = erst.relations(ElementTree.fromstring(ERST))
        assert (relation.source, relation.cue, relation.content) == ((6, 8), (8, 9), ((0, 6),))

    def test_without_a_cue_there_is_none(self):
        assert list(erst.relations(ElementTree.fromstring(ERST.replace("indicative_word", "orphan")))) == []

    def test_runs(self):
        assert erst.runs([4, 1, 2, 5, 9]) == [(1, 3), (4, 6), (9, 10)]


class TestCoreference:
    def test_brackets_that_nest(self):
        found = [(one.number, one.kind, one.start, one.end) for one in bracketed(["(1-person-new", "(2-place)", "1)", "_", "3)"])]
        assert found == [(2, "place", 1, 2), (1, "person", 0, 3)]

    def test_parts_of_one_entity_share_its_number(self):
        assert [one.number for one in bracketed(["(12[1/2]-person-new)", "(12[2/2]-person-giv)"])] == [12, 12]

    def test_gap(self, written):
        columns = ["ID", "Text", "Pronoun", "Pronoun-offset", "A", "A-offset", "A-coref", "B", "B-offset", "B-coref", "URL"]
        row = ["gap-1", 'Ana said "no" to Ben: she left.', "she", "22", "Ana", "0", "TRUE", "Ben", "17", "FALSE", "x"]
        (read,) = read_gap(written("gap.tsv.gz", "\n".join(map("\t".join, (columns, row)))))
        assert (read.pronoun, read.is_male, read.names) == (22, False, ((0, 3, True), (17, 20, False)))

    def test_litbank(self, written):
        rows = [
            f"x\t0\t{i}\t{word}\t{entity}" for i, (word, entity) in enumerate([("Ana", "(7)"), ("lost", "_"), ("her", "(7)"), ("hat", "_")])
        ]
        (read,) = read_litbank(written("litbank.conll.gz", "\n".join(["#begin document (x); part 0", *rows, "#end document"])))
        assert (read.id, read.text, read.same, read.pronouns) == ("x", "Ana lost her hat ", {0: 7, 9: 7}, [9])


class TestAttributions:
    def test_polnear_in_the_tokens_of_a_pipeline(self, written):
        attribution = {"id": "a1", "source": [[14, 23]], "cue": [[24, 28]], "content": [[0, 12]]}
        articles = written("dev.jsonl.gz", json.dumps({"id": "talks", "text": TEXT, "attributions": [attribution]}))
        silver = [[[0, 5, "NNS", "talk", "O"]], [[14, 17, "NNP", "Ana", "PERSON"], [18, 23, "NNP", "Kovac", "PERSON"]]]
        (doc,) = read_polnear(articles, written("silver.jsonl.gz", json.dumps({"id": "talks", "sents": silver})), spacy.blank("en"))
        assert {role: [span.text for span in doc.spans[role]] for role in doc.spans} == {
            "source": ["Ana Kovac"],
            "cue": ["said"],
            "content": ["Talks failed"],
        }
        assert [(name.text, name.label_) for name in doc.ents] == [("Ana Kovac", "PERSON")]


class TestFactuality:
    def test_meantime(self, written):
        (judged,) = read_meantime(written("meantime.conll.gz", "0\tTalks\t_\tx\n1\tfailed\t-3.0\tx\n"))
        assert (judged.words, judged.values) == (("Talks", "failed"), {1: -3.0})


class TestCoding:
    def test_marks_of_plv_are_taken_out(self, written):
        path = written("plv.tsv.gz", "marked_sentence\tgold_root\n<s>Troops</s> shelled <t>a town</t>.\tASSAULT\n")
        (coded,) = read_plv(path)
        assert (coded.text[slice(*coded.source)], coded.text[slice(*coded.target)], coded.type) == ("Troops", "a town", "ASSAULT")
        assert coded.text == "Troops shelled a town."

    def test_a_word_without_a_label_has_no_role(self, written):
        assert list(read_roles(written("ner.txt.gz", "Troops B-Source\nshelled\n"))) == [[("Troops", "B-Source"), ("shelled", "O")]]


class TestNews:
    @pytest.fixture
    def data(self, written):
        rows = [{"id": str(i), "text": f"Text {i}.", "publisher": "P", "title": "T", "published": "2019-02-03"} for i in range(40)]
        for part in (0, 1):
            path = written(f"raw_news/news-{part}.jsonl.xz", "".join(json.dumps(row) + "\n" for row in rows[part::2]))
        return path.parents[1]

    def test_all_files_in_order(self, data):
        assert [page.id for page in read_news(data)][:21] == [*map(str, range(0, 40, 2)), "1"]

    def test_a_sample_is_the_same_each_time(self, data):
        drawn = [[page.id for page in sample_news(data, 5, seed=seed)] for seed in (1, 1, 2)]
        assert drawn[0] == drawn[1] != drawn[2]
        assert len(set(drawn[0])) == 5


class TestAnnotated:
    def test_json_lines_and_a_list_are_read_alike(self, written):
        articles = [{"id": str(i), "text": TEXT, "from": "mini", "statements": []} for i in range(3)]
        lines = written("mini.jsonl.gz", "\n".join(map(json.dumps, articles)) + "\n")
        assert read_annotated(lines) == read_annotated(written("mini.json", json.dumps(articles)))

    def test_words_that_are_not_the_texts(self, written):
        wrong = {
            "id": "1",
            "text": TEXT,
            "statements": [{"id": "s1", "kind": "direct", "act": "say", "content": [{"start": 0, "end": 5, "text": "Walks"}]}],
        }
        with pytest.raises(FileUnfit, match="are not 'Walks'"):
            read_annotated(written("train.jsonl.gz", json.dumps(wrong)))

    def test_sample(self, written):
        articles = read_annotated(written("a.json", json.dumps([{"id": str(i), "text": TEXT} for i in range(9)])))
        assert sampled(articles, 4) == sampled(articles, 4) != sampled(articles, 4, seed=2)
        assert sampled(articles, None) == articles
