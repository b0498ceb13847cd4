"""A record as a page and in a notebook."""

from dataclasses import replace
from html.parser import HTMLParser

from typer.testing import CliRunner

from onrecord.article import Block
from onrecord.cli.app import app
from onrecord.errors import OutputUnfit
from onrecord.records import Actor, Event, Statement, Warning
from onrecord.records.html import as_page, as_part
from onrecord.records.marking import marked
from tests import recording
from tests.recording import span

TEXT = "Anna Kovac said Ivan Roth had called the plan dead. They met in Brno."
HOSTILE = "\"><script>alert('x')</script><img src=x onerror=alert(1)>"
EMPTY = {"meta", "br"}


class Elements(HTMLParser):
    """What is in a page: tags with their attributes, and words by the classes around them."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.runs, self._open = [], [], []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self._open.append((tag, dict(attrs).get("class", "")))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        self.runs.append((data, {name for tag, classes in self._open for name in classes.split() if tag == "span"}))

    def covered(self, name):
        return "".join(words for words, classes in self.runs if name in classes)

    def named(self, attribute):
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


def statement(id, *content, text=TEXT, speaker=None, **given):
    return Statement(id=id, kind="indirect", speaker=speaker, content=tuple(span(text, words) for words in content), **given)


def event(id, trigger, evidence, text=TEXT, **given):
    return Event(id=id, type="CONSULT", mode="meet", trigger=span(text, trigger), evidence=span(text, evidence), **given)


def record(text=TEXT, *, blocks=None, **given):
    made = recording.record("report", text, **given)
    return replace(made, article=replace(made.article, text=text, blocks=blocks or made.article.blocks))


KOVAC, ROTH = Actor(id="a1", name="Anna Kovac", type="person"), Actor(id="a2", name="Ivan Roth", type="person")
NESTED = record(
    actors=[KOVAC, ROTH],
    statements=[
        statement("s1", "Ivan Roth had called the plan dead", speaker="a1", source=span(TEXT, "Anna Kovac"), cue=span(TEXT, "said")),
        statement("s2", "the plan dead", speaker="a2", within="s1"),
    ],
    events=[event("e1", "met", "They met in Brno")],
)


def test_text_is_whole_and_a_statement_has_its_speakers_colour():
    page = Elements(marked(NESTED, TEXT, "r"))
    labels = {"s1", "s2", "e1"}
    assert "".join(words for words, _ in page.runs if words not in labels) == TEXT
    assert page.covered("s1") == "Anna KovacIvan Roth had called "
    assert page.covered("cue") == "said"


def test_statement_within_another_lies_on_it():
    assert Elements(marked(NESTED, TEXT, "r")).covered("s2") == "the plan dead"


def test_statements_that_overlap_in_part_are_both_marked():
    made = record(
        actors=[KOVAC, ROTH],
        statements=[statement("s1", "had called the plan", speaker="a1"), statement("s2", "the plan dead. They met", speaker="a2")],
    )
    page = Elements(marked(made, TEXT, "r"))
    assert page.covered("said") == "had called the plan dead. They met"
    assert (page.covered("s1"), page.covered("s2")) == ("had called the plan", " dead. They met")
    assert [note for note in page.named("title") if note.count(" said ") == 2] == [
        "s1: Anna Kovac said (indirect); s2: Ivan Roth said (indirect)"
    ]


def test_event_across_the_end_of_a_statement_is_underlined_in_and_behind_it():
    made = record(actors=[KOVAC], statements=[statement("s1", "dead. They", speaker="a1")], events=[event("e1", "met", "They met in Brno")])
    page = Elements(marked(made, TEXT, "r"))
    assert (page.covered("evidence"), page.covered("trigger"), page.covered("said")) == ("They met in Brno", "met", "dead. They")


def test_block_that_is_not_body_has_its_kind():
    made = record(blocks=(Block(kind="body", start=0, end=51), Block(kind="promo", start=52, end=len(TEXT))))
    page = Elements(marked(made, TEXT, "r"))
    assert (page.covered("promo"), page.covered("body")) == ("They met in Brno.", "")


def test_speakers_after_the_seventh_share_a_colour():
    actors = [Actor(id=f"a{i}", name=f"Speaker {i}", type="person") for i in range(10)]
    made = record(
        "abcdefghij", actors=actors, statements=[statement(f"s{i}", "abcdefghij"[i], text="abcdefghij", speaker=f"a{i}") for i in range(10)]
    )
    page = Elements(marked(made, "abcdefghij", "r"))
    assert (page.covered("s1"), page.covered("s7")) == ("a", "g")
    assert set("hij") <= set(page.covered("s8"))


def test_every_label_leads_to_an_entry_and_back():
    page = Elements(as_page(NESTED))
    ids = page.named("id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in page.named("href")} <= set(ids)
    assert len([href for href in page.named("href") if "-at-" in href]) == 3


def test_record_tells_who_said_what_and_what_happened():
    words = " ".join(" ".join(words for words, _ in Elements(as_page(NESTED)).runs).split())
    assert "s2 Ivan Roth said (indirect, within s1) the plan dead" in words
    assert "e1 meet (occurred) They met in Brno" in words


def test_page_needs_nothing_from_elsewhere_and_has_no_script():
    page = as_page(NESTED)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in Elements(page).tags}
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "@import" not in page


def test_nothing_in_an_article_becomes_markup():
    text = f"{HOSTILE} said {HOSTILE}"
    actor = Actor(id="a1", name=HOSTILE, type="person", role=HOSTILE)
    made = record(
        text, actors=[actor], statements=[statement("s1", HOSTILE, text=text, speaker="a1")], events=[event("e1", "said", text, text=text)]
    )
    made = replace(
        made,
        article=replace(made.article, title=HOSTILE, publisher=HOSTILE, authors=(HOSTILE,), url="javascript:alert(1)", language=HOSTILE),
        warnings=(Warning(code=HOSTILE, message=HOSTILE, text=HOSTILE),),
    )
    page = Elements(as_page(made))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert all(href.startswith("#") for href in page.named("href"))


def test_address_of_an_article_is_a_link():
    made = replace(NESTED, article=replace(NESTED.article, url="https://example.org/plan"))
    assert "https://example.org/plan" in Elements(as_page(made)).named("href")


def test_notebook_shows_the_record_itself():
    assert NESTED._repr_html_() == as_part(NESTED)
    assert NESTED.to_html() == as_page(NESTED)


def test_record_without_its_text_says_so_and_shows_the_rest():
    made = replace(NESTED, article=replace(NESTED.article, text=None))
    assert "read it with its text" in made._repr_html_()
    assert "the plan dead" in made._repr_html_()


def test_reading_shows_itself_with_its_text():
    shown = recording.reading("report", TEXT, actors=[KOVAC], statements=[statement("s1", "the plan dead", speaker="a1")])._repr_html_()
    assert Elements(shown).covered("said") == "the plan dead"


def test_record_with_nothing_says_so():
    assert "Nothing is on record in it." in as_part(record())


def test_styles_of_a_part_hold_for_it_alone():
    style = as_part(NESTED).split("<style>")[1].split("</style>")[0]
    rules = [line for line in style.splitlines() if line and not line.startswith("@media")]
    assert rules
    assert all(line.startswith(".onrecord") for line in rules)


SENTENCE = "“We will go on with the talks,” Anna Kovac said in Oslo on Monday."


def read(folder, *names):
    """What comes of reading files of one sentence into a page."""
    for name in names:
        (folder / name).write_text(SENTENCE)
    return CliRunner().invoke(
        app, ["read", *(str(folder / name) for name in names or ("missing.txt",)), "--html", str(folder / "page.html")]
    )


def test_page_of_an_article_is_written_beside_the_readout(tmp_path):
    result = read(tmp_path, "talks.txt")
    assert (result.exit_code, "Anna Kovac" in result.stdout) == (0, True)
    assert Elements((tmp_path / "page.html").read_text("utf-8")).covered("said") == "“We will go on with the talks,”"


def test_several_articles_are_no_page(tmp_path):
    result = read(tmp_path, "a.txt", "b.txt")
    assert (result.exit_code, "a page of one article" in result.stderr) == (2, True)
    assert not (tmp_path / "page.html").exists()


def test_article_that_fails_leaves_no_page(tmp_path):
    assert read(tmp_path).exit_code == 1
    assert not (tmp_path / "page.html").exists()


def test_page_that_cannot_be_written_ends_the_run(tmp_path):
    (tmp_path / "page.html").mkdir()
    assert isinstance(read(tmp_path, "talks.txt").exception, OutputUnfit)
