"""A page made ready for extraction: what is not the report leaves, what extraction would lose or run together is put plainly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml.html import Element, HtmlElement

from onrecord.reading.quoting import show_quotations

NAMING_ATTRIBUTES = ("class", "id", "role", "data-component", "data-testid", "data-gu-name", "data-type", "itemprop")
WORD_BOUNDARY = re.compile(r"[\s_:/-]+|(?<=[a-z])(?=[A-Z])")
# What holds more of the page's paragraphs than this is the report, whatever it is called.
MOST_OF_A_PAGE = 0.7
INLINE = (
    "ancestor::p",
    "ancestor::li",
    "ancestor::td",
    "ancestor::dd",
    "ancestor::blockquote",
    "ancestor::h1",
    "ancestor::h2",
    "ancestor::h3",
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
WORDS_OF_A_SENTENCE = 4
# What moves with all that is in it.
WHOLE_BLOCKS = ("blockquote", "ul", "ol", "table", "figure")
NEVER_REPORT = ("figcaption", "noscript")
NAMED_ELEMENTS = ("div", "p", "span", "section", "ul", "ol", "li", "aside", "figure", "small", "h2", "h3", "h4", "cite")
# A cell with more text than this is a part of the page's layout.
CHARACTERS_OF_A_CELL = 200
CROWD = 2000
LITTLE_ELEMENTS = {"a", "abbr", "b", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"}
PICTURES = ("img", "picture", "video", "iframe")
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|\d\s?[ap]\.?m\b|\bago\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Patterns of ``data/markup.json``."""

    caption: re.Pattern[str]
    elsewhere: re.Pattern[str]
    unseen: re.Pattern[str]
    pull_quote: re.Pattern[str]
    post_on_a_network: re.Pattern[str]
    live_post: re.Pattern[str]
    time_of_a_post: re.Pattern[str]


def make_ready(tree: HtmlElement) -> None:
    """Edit a parsed page in place, so that extraction finds paragraphs of the report and no others."""
    words = vocabulary()
    merge_crowds(tree)
    open_layout_tables(tree)
    flatten_live_posts(tree)
    show_quotations(tree, is_post=lambda element: bool(words.post_on_a_network.search(naming(element))), is_pull_quote=_is_pull_quote)
    remove_what_is_not_the_report(tree)
    frame_sentences(tree)
    keep_words_of_time(tree)
    unlink_sentences(tree)


def merge_crowds(tree: HtmlElement) -> None:
    """A paragraph of thousands of little elements becomes its text: extraction takes time that grows with the square of their number."""
    for element in list(tree.iter("p", "div", "span", "td", "li")):
        if len(element) > CROWD and all(child.tag in LITTLE_ELEMENTS for child in element):
            text, tail = element.text_content(), element.tail
            element.clear()
            element.text, element.tail = text, tail


def open_layout_tables(tree: HtmlElement) -> None:
    """Tables that hold whole paragraphs are no tables."""
    for table in list(tree.iter("table")):
        if any(len(cell.text_content()) > CHARACTERS_OF_A_CELL for cell in table.iter("td")):
            for part in table.iter("table", "tbody", "tr", "td"):
                part.tag = "div"


def remove_what_is_not_the_report(tree: HtmlElement) -> None:
    """Captions and credits, links to other articles, forms to subscribe, comments, words for screen readers only."""
    words = vocabulary()
    whole = sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))
    for element in list(tree.iter(*NEVER_REPORT)):
        element.drop_tree()
    for element in list(tree.iter(*NAMED_ELEMENTS)):
        name = naming(element)
        is_named = any(pattern.search(name) for pattern in (words.caption, words.elsewhere, words.unseen))
        if is_named and element.getparent() is not None and not _holds_report(element, whole):
            element.drop_tree()


def keep_words_of_time(tree: HtmlElement) -> None:
    """A time inside a paragraph is words like others; extraction drops the element with its words."""
    for element in tree.xpath(f".//time[{' or '.join(INLINE)}]"):
        element.tag = "span"


def unlink_sentences(tree: HtmlElement) -> None:
    """Paragraphs that end as sentences are no lists of links, however much of them is linked."""
    for paragraph in tree.iter("p"):
        if _is_sentence(paragraph.text_content()):
            for link in list(paragraph.iter("a")):
                link.drop_tag()


def flatten_live_posts(tree: HtmlElement) -> None:
    """The posts of a live blog become headings and paragraphs of one article, each after its time."""
    groups: dict[str, list[HtmlElement]] = {}
    for element in tree.iter("article", "div", "li", "section"):
        if _is_live_post(element):
            groups.setdefault(f"{element.tag} {element.get('class')}", []).append(element)
    # The outermost come first.
    posts = next(
        (group for group in groups.values() if len(group) > 1 and sum(_time_of(post) is not None for post in group) * 2 > len(group)), []
    )
    if not posts:
        return
    article = Element("article")
    posts[0].addprevious(article)
    for post in posts:
        article.extend(_post_parts(post))
        post.drop_tree()
    for ancestor in article.iterancestors("ol", "ul", "li"):
        ancestor.tag = "div"


def _is_live_post(element: HtmlElement) -> bool:
    named = element.get("itemprop") == "liveBlogUpdate" or vocabulary().live_post.search(naming(element))
    return bool(named) and element.find(".//p") is not None


def _post_parts(post: HtmlElement) -> Iterator[HtmlElement]:
    time = _time_of(post)
    if time:
        yield _paragraph(time)
    put_in_paragraphs(post)
    inner = {inner for block in post.iterdescendants(*WHOLE_BLOCKS) for inner in block.iterdescendants()}
    for part in list(post.iterdescendants("h1", "h2", "h3", "h4", "p", *WHOLE_BLOCKS)):
        if part not in inner and part.text_content().strip() != time:
            part.tag = "h2" if part.tag in ("h1", "h2", "h3", "h4") else part.tag
            part.tail = None
            yield part


def put_in_paragraphs(tree: HtmlElement) -> None:
    """Text that stands in no paragraph gets one of its own, which ends at the next line break or block."""
    for frame in list(tree.iter("article", "div", "section", "li", "header")):
        _put_in_paragraphs(frame)


def _put_in_paragraphs(frame: HtmlElement) -> None:
    run = _paragraph(frame.text)
    frame.text = None
    for child in list(frame):
        if _is_in_a_line(child):
            run.append(child)
            continue
        if run.text_content().strip():
            child.addprevious(run)
        run = _paragraph(child.tail)
        child.tail = None
        if child.tag == "br":
            child.drop_tree()
    if run.text_content().strip():
        frame.append(run)


def frame_sentences(tree: HtmlElement) -> None:
    """Sentences that stand in no paragraph, beside paragraphs or parted by empty lines, get paragraphs of their own: extraction drops them."""
    with_paragraphs = {paragraph.getparent() for paragraph in tree.iter("p") if _is_sentence(paragraph.text_content())}
    for frame in list(tree.iter("article", "div", "main", "section")):
        has_paragraphs = frame in with_paragraphs
        is_beside = has_paragraphs or frame.getparent() in with_paragraphs or frame.find("br") is not None
        if not is_beside or not any(map(_is_sentence, _loose_texts(frame))):
            continue
        if has_paragraphs or next(frame.iter(*PICTURES), None) is None:
            _put_in_paragraphs(frame)


def _loose_texts(frame: HtmlElement) -> Iterator[str]:
    """The texts of a frame that stand in no block."""
    text = frame.text or ""
    for child in frame:
        if _is_in_a_line(child):
            text += child.text_content()
        else:
            yield text
            text = ""
        text += child.tail or ""
    yield text


def _is_in_a_line(element: HtmlElement) -> bool:
    return element.tag in LITTLE_ELEMENTS and next(element.iterdescendants("p", "div"), None) is None


def _is_sentence(text: str) -> bool:
    text = text.rstrip()
    return bool(SENTENCE_END.search(text, max(0, len(text) - 5))) and len(text.split()) >= WORDS_OF_A_SENTENCE


def _time_of(post: HtmlElement) -> str | None:
    """A post's time as it is shown; as it is declared where what is shown is counted from now."""
    for element in post.iter("time", "span", "p", "div", "a"):
        shown = " ".join(element.text_content().split())
        is_time = element.tag == "time" or (vocabulary().time_of_a_post.search(naming(element)) and len(shown) < 50)
        if is_time and (CLOCK.search(shown) or element.get("datetime")):
            return shown if re.search(r"\d[:.h]\d{2}|[ap]\.?m", shown) else element.get("datetime") or shown
    return None


def _paragraph(text: str | None) -> HtmlElement:
    paragraph = Element("p")
    paragraph.text = text
    return paragraph


def _is_pull_quote(element: HtmlElement) -> bool:
    return any(bool(vocabulary().pull_quote.search(naming(one))) for one in (element, *list(element.iterancestors())[:2]))


def _holds_report(element: HtmlElement, whole: int) -> bool:
    """Whether an element has the page's main heading in it or most of its paragraphs."""
    if element.find(".//h1") is not None or element.tag in ("h1", "body", "main"):
        return True
    return sum(len(paragraph.text_content()) for paragraph in element.iterdescendants("p")) > MOST_OF_A_PAGE * whole > 0


def naming(element: HtmlElement) -> str:
    """The words of an element's class, id and the like."""
    return " ".join(WORD_BOUNDARY.split(" ".join(element.get(name) or "" for name in NAMING_ATTRIBUTES))).strip()


@cache
def vocabulary() -> Vocabulary:
    """The patterns, compiled."""
    rows = json.loads(files("onrecord").joinpath("data/markup.json").read_text("utf-8"))
    return Vocabulary(**{name: re.compile(pattern, re.I) for name, pattern in rows.items() if name != "about"})
