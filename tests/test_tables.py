import gzip
import io
import json
import math
from datetime import date, datetime

import pyarrow
import pytest
from pyarrow import parquet

from onrecord import Failure, Page
from onrecord.cleaning import clean
from onrecord.reading import Columns, read_bytes, read_path

SENTENCE = "The harbour board of Varna said on Tuesday that it would close two of its five quays until autumn."


def read(path, text, columns=""):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_path(path, columns=Columns.parse(columns)))


def only(items):
    (item,) = items
    return item


class TestSeparatedValues:
    @pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "|")])
    def test_rows_are_articles(self, tmp_path, name, separator):
        lines = [
            ["id", "title", "text"],
            ["one", "Quays", f'"{SENTENCE}"'],
            ["two", "Docks", '"“No,” she said.\nThen, she left; ""for good""."'],
        ]
        first, second = read(tmp_path / name, "\n".join(separator.join(line) for line in lines))
        assert (first.id, first.title, first.text) == ("one", "Quays", SENTENCE)
        assert second.text == '“No,” she said.\nThen, she left; "for good".'

    def test_row_without_an_id_is_called_by_its_number(self, tmp_path):
        assert only(read(tmp_path / "a.csv", f"text\n{SENTENCE}")).id == "a:1"

    def test_table_is_known_by_its_line_of_names_wherever_it_comes_from(self):
        assert only(read_bytes(f"title,url,text\nQuays,https://example.org/1,{SENTENCE}\n".encode())).title == "Quays"

    def test_prose_with_commas_is_prose(self):
        text = f"{SENTENCE}, text, title\n{SENTENCE}"
        assert only(read_bytes(text.encode())).text == text

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
    def test_encodings(self, tmp_path, encoding):
        page = only(read(tmp_path / "a.csv", f"text,title\n“Nein”: {SENTENCE},Müller".encode(encoding)))
        assert (page.text, page.title) == (f"“Nein”: {SENTENCE}", "Müller")

    def test_packed_table_is_unpacked(self, tmp_path):
        assert only(read(tmp_path / "a.csv.gz", gzip.compress(f"text\n{SENTENCE}".encode()))).text == SENTENCE

    def test_article_longer_than_pythons_own_limit_is_read(self, tmp_path):
        assert len(only(read(tmp_path / "a.csv", f"text\n{SENTENCE * 2000}")).text) == 2000 * len(SENTENCE)

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ("x,Quays", "2 columns, not 3"),
            ("x,Quays,", 'no "text"'),
            ("x,Quays,one\x00two", "U+0000"),
            (f'x,Quays,"{"a" * 1_100_000}"', "quotation mark not closed"),
        ],
        ids=["columns missing", "no text", "zero byte", "too long"],
    )
    def test_bad_row_is_named_and_the_others_are_read(self, tmp_path, row, says):
        items = read(tmp_path / "a.csv", f"id,title,text\none,Quays,{SENTENCE}\n{row}\ntwo,Docks,{SENTENCE}\n")
        assert [item.id for item in items if isinstance(item, Page)] == ["one", "two"]
        (failure,) = (item for item in items if isinstance(item, Failure))
        assert (failure.id, failure.line) == ("a:2", 2)
        assert says in failure.message

    def test_table_without_a_text_asks_which_column_it_is(self, tmp_path):
        failure = only(read(tmp_path / "a.csv", f"nr,story\n1,{SENTENCE}"))
        assert "nr, story; say --columns text=NAME" in failure.message

    def test_empty_table_is_a_failure(self, tmp_path):
        assert only(read(tmp_path / "a.csv", "")).error == "ArticleEmpty"


class TestColumns:
    def test_named_columns_are_taken(self, tmp_path):
        page = only(read(tmp_path / "a.csv", f"Story,text,Day\n{SENTENCE},no article,2021-03-05", "text=Story, published=Day"))
        assert (page.text, page.published) == (SENTENCE, "2021-03-05")

    @pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
    def test_named_column_that_is_not_there_is_told(self, tmp_path, name):
        table = b"text\nwords" if name == "a.csv" else stored([{"text": "words"}])
        assert "no column 'story'; there are text" in only(read(tmp_path / name, table, "text=story")).message

    def test_lines_of_json_take_them_too(self, tmp_path):
        assert only(read(tmp_path / "a.jsonl", json.dumps({"story": SENTENCE}) + "\n", "text=story")).text == SENTENCE

    @pytest.mark.parametrize(
        ("mapping", "says"), [("text", "FIELD=COLUMN"), ("body=text", "'body' is no field"), ("text=", "FIELD=COLUMN")]
    )
    def test_wrong_mapping_is_told(self, mapping, says):
        with pytest.raises(ValueError, match=says):
            Columns.parse(mapping)

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (
                {
                    "maintext": SENTENCE,
                    "title": "Quays",
                    "date_publish": "2022-05-10 08:00:00",
                    "source_domain": "example.org",
                    "text": None,
                },
                {"text": SENTENCE, "publisher": "example.org", "published": "2022-05-10 08:00:00"},
            ),
            (
                {
                    "body": {"summary": [SENTENCE], "sections": [{"headline": ["Background"], "paragraphs": ["One.", "Two."]}]},
                    "publishing_date": "2022-05-10",
                },
                {"text": f"{SENTENCE}\n\nBackground\n\nOne.\n\nTwo.", "published": "2022-05-10"},
            ),
            (
                {"stories_id": 7, "text": SENTENCE, "media_name": "The Example", "media_url": "example.org", "publish_date": "2022-05-10"},
                {"id": "7", "publisher": "The Example", "published": "2022-05-10", "url": None},
            ),
            ({"Text": SENTENCE, "Publication Date": "2022-05-10"}, {"text": SENTENCE, "published": "2022-05-10"}),
            ({"text": SENTENCE, "seendate": "20220510T120000Z"}, {"published": None, "captured": "20220510T120000Z"}),
        ],
        ids=["news-please", "fundus", "Media Cloud", "written otherwise", "when it was seen is not when it was published"],
    )
    def test_names_of_other_tools_are_known(self, row, expected):
        page = only(read_bytes(json.dumps(row).encode()))
        assert {name: getattr(page, name) for name in expected} == expected

    @pytest.mark.parametrize(
        ("row", "url"),
        [
            (["1"] * 59 + ["20210305102200", "https://example.org/a"], "https://example.org/a"),
            (["1", "20210305101500", "20210305102200", "1", "example.org", "https://example.org/b", *["1"] * 10], "https://example.org/b"),
            (["20210305102200-1", "20210305102200", "1", "example.org", "https://example.org/c", *["x"] * 22], "https://example.org/c"),
        ],
        ids=["events", "mentions", "knowledge graph"],
    )
    def test_lists_of_gdelt_have_addresses_and_no_names(self, tmp_path, row, url):
        items = read(tmp_path / "a.export.CSV", "\t".join(row) + "\n" + "\t".join(row) + "\n")
        assert [(item.error, item.id) for item in items] == [("ArticleNotFetched", url)] * 2
        assert f"only its address {url}: --fetch" in items[0].message


@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01",
        "0001-01-01T00:00:00Z",
        "9999-12-31",
        "9999-12-31T23:59:59+14:00",
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "0",
        "0000-00-00",
        "",
        "31/12/9999",
    ],
)
def test_zero_dates_of_other_systems_are_unknown_with_a_warning(value):
    article, warnings = clean(Page(id="a", text=SENTENCE, published=value or "None"))
    assert article.published is None
    assert [warning.code for warning in warnings] == ["unreadable-date"]


def stored(rows):
    data = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), data)
    return data.getvalue()


class TestParquet:
    def test_rows_are_articles(self, tmp_path):
        rows = [
            {"id": 1, "maintext": SENTENCE, "date_publish": datetime(2021, 3, 5, 10, 22), "authors": ["Jane Roe", "John Doe"]},
            {"id": 2, "maintext": "Words."},
        ]
        first, second = read(tmp_path / "a.parquet", stored(rows))
        assert (first.id, first.text, first.published, first.authors) == ("1", SENTENCE, "2021-03-05T10:22:00", ("Jane Roe", "John Doe"))
        assert (second.id, second.published, second.authors) == ("2", None, ())

    def test_values_of_pandas_for_nothing_are_nothing(self, tmp_path):
        page = only(read(tmp_path / "a.parquet", stored([{"text": SENTENCE, "title": math.nan, "published": date(2021, 3, 5)}])))
        assert (page.title, page.published) == (None, "2021-03-05")

    def test_bad_row_is_named(self, tmp_path):
        first, second = read(tmp_path / "a.parquet", stored([{"text": None, "title": "Quays"}, {"text": SENTENCE, "title": "Docks"}]))
        assert (first.error, first.line, second.title) == ("ArticleMalformed", 1, "Docks")

    @pytest.mark.parametrize(
        "damage", [lambda data: data[:200], lambda data: b"PAR1" + b"\x00" * 100, lambda data: data[:30] + b"\xff" * 60 + data[90:]]
    )
    def test_damaged_file_is_a_failure(self, tmp_path, damage):
        items = read(tmp_path / "a.parquet", damage(stored([{"text": SENTENCE * 9, "title": str(number)} for number in range(50)])))
        assert items[-1].error == "ArticleUnreadable"


class TestHostile:
    def test_endless_line_of_json_is_not_held(self, tmp_path):
        with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as file:
            file.write(b'{"text": "')
            for _ in range(60):
                file.write(b"a" * 1_000_000)
            file.write(b'"}\n' + json.dumps({"text": SENTENCE}).encode())
        failure, page = read_path(tmp_path / "a.jsonl.gz")
        assert (failure.error, page.text) == ("ArticleTooLarge", SENTENCE)

    @pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.json.gz", "a.xml.gz"])
    def test_bomb_is_refused(self, tmp_path, name):
        (tmp_path / name).write_bytes(gzip.compress(b" " * 250_000_000, 1))
        assert only(read_path(tmp_path / name)).error == "ArticleTooLarge"

    @pytest.mark.parametrize("name", ["a.txt.gz", "a.csv.gz"])
    def test_damaged_gzip_is_a_failure(self, tmp_path, name):
        (tmp_path / name).write_bytes(gzip.compress(f"text\n{SENTENCE}".encode())[:-12])
        assert list(read_path(tmp_path / name))[-1].error == "ArticleUnreadable"
