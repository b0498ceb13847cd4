"""Quotations that a page shows by its layout, put between quotation marks: ``<q>``, block quotations, posts on social networks."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import Element, HtmlElement

MARK = re.compile(r"[\"“”„«»]")
OPENING = re.compile(r"\s*[\"“„«‘']")
# Line and paragraph ends inside a quotation.
PARAGRAPH_END = "\n\n"
BLOCKS = ("p", "div", "li", "h2", "h3", "h4", "ul", "ol")
# Addresses of pictures and shortened links at the end of a post.
LINK_IN_A_POST = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/|pic\.x\.com/)\S+)+")
ATTRIBUTION = re.compile(r"^\s*(?:[—–―]|--)\s*(?P<who>\S.*)$", re.S)
# A post that is only a picture: "A post shared by ...", "View this post on ...".
NOTHING_SAID = re.compile(r"^(?:a post shared by|view this post|posted by|post by)\b", re.I)
# A block quotation with more of the page's words than this is its layout.
MOST_OF_A_PAGE = 0.5

Test = Callable[[HtmlElement], bool]


def never(element: HtmlElement) -> bool:
    """No element is one."""
    return False


def show_quotations(tree: HtmlElement, *, is_post: Test = never, is_pull_quote: Test = never) -> None:
    """Put marks around what the page quotes by layout; pull quotes, which repeat the report, leave."""
    _mark_inline(tree)
    whole = tree.text_content()
    for block in list(tree.iter("blockquote")):
        if block.getparent() is None or any(True for _ in block.iterancestors("blockquote")):
            continue
        if is_post(block) or is_post(block.getparent()):
            _replace(block, *_post(block))
        elif is_pull_quote(block) or _repeats(block, whole):
            block.drop_tree()
        elif len(block.text_content()) < MOST_OF_A_PAGE * len(whole):
            _replace(block, *_quotation(block))


def _mark_inline(tree: HtmlElement) -> None:
    """``<q>`` with the marks that browsers show."""
    for quoted in list(tree.iter("q")):
        is_inner = any(True for _ in quoted.iterancestors("q"))
        if not OPENING.match(quoted.text_content()):
            opening, closing = "‘’" if is_inner else "“”"
            quoted.text = opening + (quoted.text or "").lstrip()
            last = quoted[-1] if len(quoted) else None
            if last is None:
                quoted.text = quoted.text.rstrip() + closing
            else:
                last.tail = (last.tail or "").rstrip() + closing
    for quoted in list(tree.iter("q")):
        quoted.drop_tag()


def _repeats(block: HtmlElement, whole: str) -> bool:
    """Whether the words of a block stand elsewhere on the page, too."""
    words = _folded(block.text_content())
    return len(words) > 0 and _folded(whole).count(words) > 1


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _quotation(block: HtmlElement) -> tuple[list[str], str | None]:
    """Paragraphs of a block quotation and who is named at its end."""
    who = None
    for named in block.xpath("./footer | ./cite | ./p/cite | .//figcaption"):
        who = " ".join(named.text_content().split()).lstrip("—–―- ")
        named.drop_tree()
    following = block.getnext()
    if who is None and following is not None and following.tag in ("cite", "figcaption"):
        who = " ".join(following.text_content().split()).lstrip("—–―- ")
        following.drop_tree()
    return paragraphs_of(block), who or None


def _post(block: HtmlElement) -> tuple[list[str], str | None]:
    """Paragraphs of a post and who wrote it: what stands after its text, behind a dash."""
    paragraphs = [text for line in paragraphs_of(block) if (text := LINK_IN_A_POST.sub("", line).strip())]
    signature = ATTRIBUTION.match(paragraphs[-1]) if paragraphs else None
    said = paragraphs[:-1] if signature else paragraphs
    return [line for line in said if not NOTHING_SAID.match(line)], signature["who"] if signature else None


def paragraphs_of(block: HtmlElement) -> list[str]:
    """The text of an element by paragraphs; two line breaks end one."""
    for line_break in block.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    for inner in block.iter(*BLOCKS):
        inner.text = PARAGRAPH_END + (inner.text or "")
        inner.tail = PARAGRAPH_END + (inner.tail or "")
    parts = re.split(r"\n[^\S\n]*\n", re.sub(r"[^\S\n]*\n(?!\n)(?<!\n\n)", "\n", block.text_content()))
    return [text for part in parts if (text := " ".join(part.split()))]


def _replace(block: HtmlElement, paragraphs: list[str], who: str | None) -> None:
    """Put paragraphs in the place of a block, between marks unless it has its own; whoever is named follows the last behind a dash."""
    if paragraphs and not any(MARK.search(text) for text in paragraphs):
        paragraphs = [f"“{text}" for text in paragraphs]
        paragraphs[-1] += "”"
    if paragraphs and who:
        paragraphs[-1] += f" — {who}"
    _show_ancestors(block)
    for text in paragraphs:
        paragraph = Element("p")
        paragraph.text = text
        block.addprevious(paragraph)
    block.drop_tree()


def _show_ancestors(block: HtmlElement) -> None:
    """Frames that hold nothing but the block lose their names, by which extraction would drop them."""
    words = block.text_content().split()
    for ancestor in block.iterancestors("div", "figure", "section", "span"):
        if ancestor.text_content().split() != words:
            return
        ancestor.attrib.clear()
        ancestor.tag = "div"
