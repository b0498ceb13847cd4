import json
import os

import pytest

from onrecord import Failure, Page
from onrecord.errors import ArticleUnreadable
from onrecord.reading import Metadata, check_text, each_id_once, read_bytes, read_path

SENTENCE = "The minister said on Monday that the talks with the union would go on for another week."


def read(path):
    return list(read_path(path))


def only(items):
    (item,) = items
    return item


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“Nein”, said Müller.".encode(), "“Nein”, said Müller."),
        (b"\xef\xbb\xbfHe said no.", "He said no."),
        ("“Nein”, said Müller.".encode("windows-1252"), "“Nein”, said Müller."),
        ("He said no.".encode("utf-16"), "He said no."),
        (b"one\r\n\r\ntwo\r\n", "one\r\n\r\ntwo\r\n"),
    ],
    ids=["utf-8", "utf-8 with mark", "windows-1252", "utf-16 with mark", "line breaks kept"],
)
def test_text_is_decoded_and_kept_as_it_is(tmp_path, data, text):
    (tmp_path / "a.txt").write_bytes(data)
    page = only(read(tmp_path / "a.txt"))
    assert (page.text, page.id, page.file) == (text, "a", str(tmp_path / "a.txt"))


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("empty.txt", b"", "ArticleEmpty", "no text"),
        ("blank.txt", b" \n\t\n", "ArticleEmpty", "no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "ArticleUnreadable", "binary data"),
        ("broken.txt", "“A” “B” “C” Müller".encode() + b"\xff end", "ArticleUnreadable", "offset"),
        ("undefined.txt", b"caf\xe9 \x81 here", "ArticleUnreadable", "windows-1252"),
        ("nul.txt", b"one\x00two", "ArticleUnreadable", "zero byte"),
        ("controls.txt", b"\x01\x02\x03\x04 abc", "ArticleUnreadable", "control"),
        ("menu.html", b"<html><body><nav><a href='/'>Home</a></nav><p>Menu</p></body></html>", "ArticleEmpty", "no article"),
        ("photo.jpg", b"\xff\xd8\xff", "ArticleUnreadable", ".jpg"),
    ],
)
def test_bad_file_is_a_failure_that_says_why(tmp_path, name, data, error, says):
    (tmp_path / name).write_bytes(data)
    failure = only(read(tmp_path / name))
    assert isinstance(failure, Failure)
    assert failure.error == error
    assert says in failure.message
    assert name in failure.message


def test_fifty_megabytes_are_refused_without_being_read(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    failure = only(read(tmp_path / "huge.txt"))
    assert failure.error == "ArticleTooLarge"
    assert "50,000,000" in failure.message


def test_missing_path_is_a_failure(tmp_path):
    failure = only(read(tmp_path / "nothing.txt"))
    assert failure.error == "ArticleMissing"


def test_folder_gives_every_file_in_order_of_name(tmp_path):
    (tmp_path / "b.txt").write_text(SENTENCE)
    (tmp_path / "a.md").write_text("# Talks\n\n" + SENTENCE)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/c.jsonl").write_text(json.dumps({"id": "c1", "text": SENTENCE}) + "\n")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(SENTENCE)
    items = read(tmp_path)
    assert [item.id for item in items] == ["a", "b", "logo", "c1"]
    assert [item.file for item in items] == [str(tmp_path / name) for name in ("a.md", "b.txt", "logo.png", "sub/c.jsonl")]
    assert [type(item) for item in items] == [Page, Page, Failure, Page]


def test_broken_line_is_named_and_the_others_are_read(tmp_path):
    rows = [json.dumps({"id": "one", "text": SENTENCE}), '{"id": "two", "text": ', "", json.dumps({"id": "four", "text": SENTENCE})]
    (tmp_path / "many.jsonl").write_text("\n".join(rows))
    first, second, third = read(tmp_path / "many.jsonl")
    assert (first.id, third.id) == ("one", "four")
    assert (second.line, second.error) == (2, "ArticleMalformed")
    assert "line 2" in second.message


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ('["a", "list"]', "ArticleMalformed"),
        ('{"id": "x"}', "ArticleMalformed"),
        ('{"id": "x", "text": 7}', "ArticleMalformed"),
        ('{"id": ["x"], "text": "words"}', "ArticleMalformed"),
        ('{"id": "x", "text": ""}', "ArticleEmpty"),
        ('{"id": "x", "text": "lone \\ud800 surrogate"}', "ArticleUnreadable"),
        ('{"id": "x", "text": "zero \\u0000 here"}', "ArticleUnreadable"),
        ('{"id": "x", "text": "words", "title": "\\udfff"}', "ArticleMalformed"),
        ("[" * 100_000, "ArticleMalformed"),
    ],
)
def test_bad_line_is_a_failure(row, error):
    good, bad = read_bytes(b'{"id": "good", "text": "Fine words."}\n' + row.encode())
    assert isinstance(good, Page)
    assert (bad.error, bad.line) == (error, 2)


def test_line_takes_other_tools_names():
    row = {"event_text": SENTENCE, "headline": "Talks go on", "pub_date": "2021-03-04"}
    page = only(read_bytes(json.dumps(row).encode()))
    assert (page.text, page.title, page.published, page.id) == (SENTENCE, "Talks go on", "2021-03-04", "stdin:1")


def test_files_of_one_name_in_two_folders_are_two_articles(tmp_path):
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "lead.txt").write_text(SENTENCE)
    assert [page.id for page in read(tmp_path)] == ["monday/lead", "tuesday/lead"]


def test_line_is_called_by_its_id_or_its_url_or_its_number(tmp_path):
    rows = [{"id": 7, "url": "https://example.org/a"}, {"url": "https://example.org/b"}, {}]
    (tmp_path / "many.jsonl").write_text("\n".join(json.dumps(row | {"text": SENTENCE}) for row in rows))
    assert [page.id for page in read(tmp_path / "many.jsonl")] == ["7", "https://example.org/b", "many:3"]


def test_line_says_when_it_was_captured():
    page = only(read_bytes(json.dumps({"text": SENTENCE, "captured": "2021-03-05T06:07:08Z"}).encode()))
    assert page.captured == "2021-03-05T06:07:08Z"


def test_second_article_of_an_id_is_a_failure_that_names_both():
    one, other = (Page(id="lead", text=SENTENCE, file=f"{day}/lead.txt") for day in ("monday", "tuesday"))
    first, second = each_id_once([one, other])
    assert first is one
    assert (second.error, second.stage, second.id, second.file) == ("ArticleRepeated", "reading", "lead", "tuesday/lead.txt")
    assert "monday/lead.txt" in second.message


@pytest.mark.parametrize(
    ("file", "first", "told"),
    [
        ("tuesday/lead.txt", "monday/lead.txt", "name one folder that holds both files."),
        ("monday/lead.txt", "monday/lead.html", "give it another, a file by another name."),
        ("all.jsonl", "all.jsonl", "give it another."),
        (None, None, "give it another."),
    ],
)
def test_second_article_of_an_id_is_told_how_to_come_by_its_own(file, first, told):
    _, second = each_id_once([Page(id="lead", text=SENTENCE, file=first), Page(id="lead", text=SENTENCE, file=file)])
    assert second.message.endswith(f": {told}")


def test_failure_of_reading_says_so(tmp_path):
    failure = only(read(tmp_path / "nothing.txt"))
    assert (failure.stage, failure.sha256, failure.file) == ("reading", None, str(tmp_path / "nothing.txt"))


def test_title_of_a_line_is_never_joined_to_its_text():
    page = only(read_bytes(json.dumps({"id": 5, "text": SENTENCE, "title": "Talks"}).encode()))
    assert page.text == SENTENCE
    assert page.id == "5"


def test_standard_input_is_a_text_otherwise():
    page = only(read_bytes(SENTENCE.encode()))
    assert (page.id, page.text) == ("stdin", SENTENCE)


def test_what_the_user_says_wins():
    page = Page(id="x", text=SENTENCE, title="Found", published="2020-01-01")
    changed = Metadata(published="2021-01-01").apply(page)
    assert (changed.title, changed.published) == ("Found", "2021-01-01")


def test_lone_surrogate_is_named_with_its_place():
    with pytest.raises(ArticleUnreadable, match=r"U\+D83D\) at character 3"):
        check_text("one\ud83d", where="x")


class TestFolders:
    def test_empty_folder_is_named(self, tmp_path):
        failure = only(read(tmp_path))
        assert failure.error == "ArticleEmpty"
        assert str(tmp_path) in failure.message

    def test_unreadable_folder_is_named(self, tmp_path, monkeypatch):
        (tmp_path / "a.txt").write_text(SENTENCE)
        (tmp_path / "closed").mkdir()
        scandir = os.scandir

        def refuse(path):
            if str(path).endswith("closed"):
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        page, failure = read(tmp_path)
        assert page.id == "a"
        assert "closed: this folder cannot be read (Permission denied)" in failure.message

    @pytest.mark.parametrize("named", ["link.txt", ""])
    def test_dangling_link_is_named(self, tmp_path, named):
        (tmp_path / "link.txt").symlink_to("gone.txt")
        failure = only(read(tmp_path / named))
        assert failure.error == "ArticleMissing"
        assert "gone.txt, which is not there" in failure.message

    def test_link_to_a_folder_is_named_and_not_followed(self, tmp_path):
        (tmp_path / "loop").symlink_to(tmp_path)
        assert "not followed" in only(read(tmp_path)).message

    def test_pipe_is_named_and_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        assert "neither a file nor a folder" in only(read(tmp_path)).message

    @pytest.mark.parametrize("folder", ["talks_files", "talks-Dateien", "talks_fichiers", "talks.files"])
    def test_what_a_browser_saves_beside_a_page_is_no_article(self, tmp_path, folder):
        (tmp_path / "talks.html").write_text(f"<html><body><article><p>{SENTENCE}</p></article></body></html>")
        (tmp_path / folder / "inner").mkdir(parents=True)
        (tmp_path / folder / "frame.html").write_text(f"<html><p>{SENTENCE}</p></html>")
        (tmp_path / folder / "inner/style.css").write_text("p {}")
        assert [item.id for item in read(tmp_path)] == ["talks"]

    def test_such_a_folder_without_its_page_is_read(self, tmp_path):
        (tmp_path / "talks_files").mkdir()
        (tmp_path / "talks_files/a.txt").write_text(SENTENCE)
        assert [item.id for item in read(tmp_path)] == ["talks_files/a"]


ARTICLES = [{"id": "one", "text": SENTENCE}, {"text": SENTENCE, "title": "Talks"}]


class TestJsonDocuments:
    @pytest.mark.parametrize("document", [ARTICLES, {"status": "ok", "articles": ARTICLES}, {"response": {"results": ARTICLES}}])
    @pytest.mark.parametrize("indent", [None, 2])
    def test_articles_in_a_list_are_read(self, document, indent):
        pages = list(read_bytes(json.dumps(document, indent=indent).encode()))
        assert [(page.id, page.text) for page in pages] == [("one", SENTENCE), ("stdin:2", SENTENCE)]

    @pytest.mark.parametrize("name", ["a.json", "a.txt", "a.jsonl", "a"])
    def test_whatever_the_file_is_called(self, tmp_path, name):
        (tmp_path / name).write_text(json.dumps(ARTICLES, indent=1))
        assert [item.id for item in read(tmp_path / name)] == ["one", "a:2"]

    def test_one_article_over_several_lines_is_read(self):
        assert only(read_bytes(json.dumps(ARTICLES[0], indent=2).encode())).id == "one"

    def test_lines_in_a_json_file_are_read(self, tmp_path):
        (tmp_path / "a.json").write_text("\n".join(map(json.dumps, ARTICLES)))
        assert [item.id for item in read(tmp_path / "a.json")] == ["one", "a:2"]

    @pytest.mark.parametrize(
        ("document", "error"),
        [
            ("[]", "ArticleEmpty"),
            ('[{"text": "One"', "ArticleMalformed"),
            ('["a", "b"]', "ArticleMalformed"),
            ("[[1]]", "ArticleMalformed"),
            ('{"text":\n', "ArticleMalformed"),
        ],
    )
    def test_what_is_no_article_is_refused_and_never_read_as_prose(self, document, error):
        failures = list(read_bytes(document.encode()))
        assert {failure.error for failure in failures} == {error}
        assert all("standard input" in failure.message for failure in failures)

    @pytest.mark.parametrize("text", ["[Note: the name was changed.] He said no.", "{Update} He said no.", '["No"] was all he said.'])
    def test_prose_in_brackets_is_prose(self, text):
        assert only(read_bytes(text.encode())).text == text

    def test_bad_article_of_a_list_is_named_and_the_others_are_read(self):
        first, second = read_bytes(json.dumps([{"id": "x"}, *ARTICLES[:1]]).encode())
        assert "article 1" in first.message
        assert second.id == "one"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"maintext": SENTENCE, "date_publish": "2022-05-10 08:00:00"}, {"published": "2022-05-10 08:00:00"}),
        ({"content": SENTENCE, "publishedAt": "2022-05-10", "source": {"name": "The Example"}}, {"publisher": "The Example"}),
        (
            {"content": {"rendered": SENTENCE}, "title": {"rendered": "Talks"}, "link": "https://a.example/1"},
            {"title": "Talks", "id": "https://a.example/1"},
        ),
        ({"text": SENTENCE, "authors": ["Jane Roe", {"name": "John Doe"}]}, {"authors": ("Jane Roe", "John Doe")}),
        ({"text": SENTENCE, "byline": "By Jane Roe"}, {"authors": ("By Jane Roe",)}),
        ({"text": SENTENCE, "date": 1652169600, "dateModified": "2022-05-11"}, {"published": "1652169600", "updated": "2022-05-11"}),
        ({"content_html": f"<p>{SENTENCE}</p>", "date_published": "2022-05-10"}, {"text": f"<p>{SENTENCE}</p>"}),
        (
            {"webTitle": "T", "fields": {"bodyText": SENTENCE, "byline": "Jo Field"}},
            {"text": SENTENCE, "title": "T", "authors": ("Jo Field",)},
        ),
        ({"_id": "9", "_source": {"content": SENTENCE, "date": "2022-05-10"}}, {"text": SENTENCE, "published": "2022-05-10"}),
        (
            {"post_title": "T", "post_content": SENTENCE, "post_date": "2022-05-10 08:00:00"},
            {"title": "T", "published": "2022-05-10 08:00:00"},
        ),
        ({"cleaned_text": SENTENCE, "article": None}, {"text": SENTENCE}),
    ],
)
def test_row_takes_the_names_of_other_tools(row, expected):
    page = only(read_bytes(json.dumps(row).encode()))
    assert {name: getattr(page, name) for name in expected} == expected
