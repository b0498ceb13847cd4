import inspect
import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import onrecord
from docs.make import SNIPPET
from onrecord.errors import ArticleEmpty, ArticleMissing, ArticleUnreadable

SENTENCE = "The minister said on Monday that the talks with the union would go on for another week."
HTML = f"""<html><head><title>Talks go on</title><meta property="og:site_name" content="The Example"></head>
<body><article><h1>Talks go on</h1><p>{SENTENCE}</p><p>“No comment,” a spokeswoman for the union’s board said in Brno on Tuesday.</p></article></body></html>"""

PUBLIC = {
    "Actor", "Anchor", "Article", "ArticleError", "Block", "Casualty", "Collection", "Event", "Failure", "OnRecordError", "Page", "Pipeline", "Reading", "Record", "RunError", "Span",
    "Statement", "Warning", "__version__", "read", "read_file", "read_page",
}  # fmt: skip


def test_public_names_are_these():
    assert set(onrecord.__all__) == PUBLIC
    assert all(hasattr(onrecord, name) for name in PUBLIC)


def test_every_error_is_in_the_tree_of_its_docstring():
    from onrecord import errors

    raised = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert all(name in (errors.__doc__ or "") for name in raised)
    assert all(issubclass(getattr(errors, name), errors.OnRecordError) for name in raised)


FACTS = ["title", "published", "publisher", "url"]


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        ("read", ["text", "id", *FACTS, "with_text"]),
        ("read_file", ["path", *FACTS, "with_text"]),
        ("read_page", ["html", "id", *FACTS, "with_text"]),
    ],
)
def test_reading_functions_take_one_thing_and_facts_by_name(function, parameters):
    first, *others = inspect.signature(getattr(onrecord, function)).parameters.values()
    assert [first.name, *(other.name for other in others)] == parameters
    assert {other.kind for other in others} == {inspect.Parameter.KEYWORD_ONLY}


def test_types_are_shipped():
    assert files("onrecord").joinpath("py.typed").is_file()


def test_text_is_read():
    record = onrecord.read(SENTENCE, url="https://example.org/talks", publisher="The Example")
    assert (record.article.id, record.article.url, record.article.publisher) == ("https://example.org/talks",) * 2 + ("The Example",)
    assert (len(record.statements), record.article.text) == (1, None)


def test_record_has_its_text_where_it_is_asked_for():
    assert onrecord.read(SENTENCE, with_text=True).article.text == SENTENCE


@pytest.mark.parametrize("kind", [str, Path])
def test_file_is_read(tmp_path, kind):
    (tmp_path / "talks.txt").write_text(SENTENCE)
    record = onrecord.read_file(kind(tmp_path / "talks.txt"), title="Talks")
    assert (record.article.id, record.article.title, len(record.statements)) == ("talks", "Talks", 1)


@pytest.mark.parametrize("html", [HTML, HTML.encode()], ids=["decoded", "bytes"])
def test_page_is_read(html):
    record = onrecord.read_page(html, url="https://example.org/talks", publisher="Another", with_text=True)
    assert (record.article.title, record.article.publisher, record.article.id) == ("Talks go on", "Another", "https://example.org/talks")
    assert SENTENCE in record.article.text


def test_decoded_page_is_read_as_it_is_whatever_charset_it_declares():
    html = HTML.replace("<head>", '<head><meta charset="windows-1250">')
    assert "“No comment,”" in onrecord.read_page(html, with_text=True).article.text


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("missing.txt", None, ArticleMissing),
        ("empty.txt", b"", ArticleEmpty),
        ("binary.txt", b"\x00\x01", ArticleUnreadable),
        ("menu.html", b"<html><body><p>Menu</p></body></html>", ArticleEmpty),
        ("two.jsonl", f"{json.dumps({'text': SENTENCE})}\n".encode() * 2, ValueError),
    ],
)
def test_file_without_one_article_raises_what_is_wrong(tmp_path, name, content, error):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=name):
        onrecord.read_file(tmp_path / name)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: onrecord.read(b"bytes"), "text must be the text of an article as a str .*read_file.*, not bytes"),
        (lambda: onrecord.read(Path("a.txt")), "not PosixPath"),
        (lambda: onrecord.read(None), "not NoneType"),
        (lambda: onrecord.read(SENTENCE, published=date(2021, 3, 5)), 'published must be a str such as "2021-03-05", or None, not date'),
        (lambda: onrecord.read(SENTENCE, title=7), "title must be a str or None, not int"),
        (lambda: onrecord.read(SENTENCE, id=7), "id must be a str, not int"),
        (lambda: onrecord.read_file(b"a.txt"), "path must be the path of a file .*, not bytes"),
        (lambda: onrecord.read_file(7), "not int"),
        (lambda: onrecord.read_page(None), "html must be the HTML of a page .*, not NoneType"),
        (lambda: onrecord.Page(id="a", text=SENTENCE, authors="Anna Kovac"), "authors must be a tuple of names, not str"),
    ],
)
def test_wrong_argument_is_told_what_is_right(call, says):
    with pytest.raises(TypeError, match=says):
        call()


def test_pipeline_reads_pages_only(pipeline):
    with pytest.raises(TypeError, match=r"page must be a Page .*, not str"):
        pipeline.read(SENTENCE)
    with pytest.raises(TypeError, match=r"pages must be Pages .*, not str"):
        list(pipeline.pipe([SENTENCE]))
    for one in (SENTENCE, onrecord.Page(id="a", text=SENTENCE)):
        with pytest.raises(TypeError, match="several Pages"):
            pipeline.pipe(one)


@pytest.mark.parametrize("text", ["“It is over.”", "Six people were killed in Oslo.", "It rained in the town."])
def test_snippet_of_the_readme_runs_on_any_article(text, monkeypatch, capsys):
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    code = SNIPPET.search(readme)[2]
    read = onrecord.read
    monkeypatch.setattr(onrecord, "read", lambda _, **facts: read(text, **facts))
    exec(code, {})
    assert "Anna Kovac" not in capsys.readouterr().out
