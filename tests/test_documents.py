import io
import sys
import time
import zipfile
import zlib

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from onrecord import Failure, Page
from onrecord.cleaning import body_view, clean
from onrecord.reading import read_bytes, read_path
from onrecord.reading.pdf import _joined

SENTENCE = "The harbour board of Varna said on Tuesday that it would close two of its five quays until autumn."
LEFT = [
    "The harbour board of Varna said on",
    "Tuesday that it would close two of its",
    "five quays until autumn.",
    "",
    "The union called the plan an in-",
    "sult on Tuesday.",
]
RIGHT = ["“We have waited for nine years,” said", "harbour master Elena Todorova, who", "leads the works in the well-known", "port.", "", "No date was set in the well-", "known town."]  # fmt: skip


def only(items):
    (item,) = items
    return item


def read(data):
    return only(read_bytes(data))


def failed(data):
    item = read(data)
    assert isinstance(item, Failure)
    return item


def pdf(draw, **options):
    data = io.BytesIO()
    canvas = Canvas(data, **options)
    draw(canvas)
    canvas.save()
    return data.getvalue()


def newspaper(canvas):
    """A headline over two columns, drawn line by line across both."""
    canvas.setFont("Times-Bold", 22)
    canvas.drawString(60, 760, "Varna closes two quays")
    canvas.setFont("Times-Roman", 10)
    for number, (left, right) in enumerate(zip([*LEFT, ""], RIGHT, strict=True)):
        canvas.drawString(60, 710 - 14 * number, left)
        canvas.drawString(310, 710 - 14 * number, right)


def lines(*texts):
    def draw(canvas):
        for number, text in enumerate(texts):
            canvas.drawString(60, 760 - 14 * number, text)

    return draw


class TestPdf:
    def test_columns_are_read_one_after_another(self):
        paragraphs = read(pdf(newspaper)).text.split("\n\n")
        assert paragraphs == [
            "Varna closes two quays",
            "The harbour board of Varna said on Tuesday that it would close two of its five quays until autumn.",
            "The union called the plan an insult on Tuesday.",
            "“We have waited for nine years,” said harbour master Elena Todorova, who leads the works in the well-known port.",
            "No date was set in the well-known town.",
        ]

    def test_form_feed_says_where_a_page_begins(self):
        def two_pages(canvas):
            lines(SENTENCE)(canvas)
            canvas.showPage()
            lines("The union walked out of the hall on Tuesday.")(canvas)

        text = read(pdf(two_pages)).text
        assert text == f"{SENTENCE}\n\n\fThe union walked out of the hall on Tuesday."
        article, _ = clean(Page(id="a", text=text))
        assert "\f" not in body_view(article)[0].text

    def test_endless_word_does_not_take_long(self):
        start = time.process_time()
        assert _joined([["a" * 500_000, f"{'b' * 500_000}-\nc"]]).endswith("bc")
        assert time.process_time() - start < 10

    def test_title_is_the_files_own_if_the_text_has_it(self):
        def titled(title):
            return pdf(lambda canvas: (canvas.setTitle(title), newspaper(canvas)))

        assert read(titled("Varna closes two quays")).title == "Varna closes two quays"
        assert read(titled("Microsoft Word - draft3.doc")).title is None

    def test_scanned_page_is_a_failure_that_says_what_to_do(self):
        failure = failed(pdf(lambda canvas: canvas.rect(10, 10, 500, 700)))
        assert (failure.error, "OCR" in failure.message) == ("ArticleEmpty", True)

    def test_file_with_a_password_is_a_failure(self):
        failure = failed(pdf(newspaper, encrypt=StandardEncryption("secret")))
        assert (failure.error, "password" in failure.message) == ("ArticleUnreadable", True)

    def test_file_that_anybody_may_open_is_read(self):
        assert "Elena Todorova" in read(pdf(newspaper, encrypt=StandardEncryption("", ownerPassword="secret"))).text

    @pytest.mark.parametrize("at", range(0, 1200, 60))
    def test_damaged_file_is_read_or_a_failure_and_never_a_crash(self, at):
        data = bytearray(pdf(newspaper))
        data[at : at + 3] = b"\x00\xff<"
        assert isinstance(read(bytes(data)), Page | Failure)

    @pytest.mark.parametrize("layers", [1, 2, 3])
    def test_bomb_is_refused(self, layers):
        data = b"\x00" * 600_000_000
        for _ in range(layers):
            data = zlib.compress(data, 1)
        assert failed(b"%PDF-1.4\n1 0 obj\n<</Filter /FlateDecode>>\nstream\n" + data + b"\nendstream\nendobj\n").error == "ArticleTooLarge"

    def test_library_that_is_missing_is_named_with_its_extra(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "pdfminer.pdfdocument", None)
        assert "pip install 'onrecord[documents]'" in failed(pdf(newspaper)).message


def word(build):
    data = io.BytesIO()
    document = docx.Document()
    build(document)
    document.save(data)
    return data.getvalue()


def with_body(body):
    """A Word file with such XML as its body."""
    data = io.BytesIO()
    start = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    with zipfile.ZipFile(io.BytesIO(word(lambda document: None))) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, f"{start}{body}</w:body></w:document>" if name == "word/document.xml" else old.read(name))
    return data.getvalue()


class TestDocx:
    def test_headings_paragraphs_and_tables_in_their_order(self):
        def build(document):
            document.add_heading("Varna closes two quays", 0)
            document.add_paragraph(SENTENCE)
            table = document.add_table(2, 2)
            table.cell(0, 0).text, table.cell(0, 1).text = "Quay", "Closed"
            table.cell(1, 0).merge(table.cell(1, 1)).text = "All others stay open"
            document.add_heading("Background", 2)

        page = read(word(build))
        assert page.text.split("\n\n") == ["# Varna closes two quays", SENTENCE, "Quay", "Closed", "All others stay open", "## Background"]
        assert page.title == "Varna closes two quays"

    def test_changes_count_as_accepted(self):
        inserted, deleted = "<w:ins><w:r><w:t>She agreed.</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>She left.</w:delText></w:r></w:del>"
        assert read(with_body(f"<w:p>{inserted}{deleted}</w:p>")).text == "She agreed."

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (word(lambda document: None), "ArticleEmpty"),
            (word(lambda document: None)[:3000], "ArticleUnreadable"),
            (with_body("<w:p>" * 5000), "ArticleUnreadable"),
            (with_body("<w:p>" * 5000 + "</w:p>" * 5000), "ArticleUnreadable"),
        ],
        ids=["empty", "cut off", "broken", "deep"],
    )
    def test_what_is_no_article_is_a_failure(self, data, error):
        assert failed(data).error == error

    def test_other_zip_is_a_failure(self):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("a.txt", SENTENCE)
        assert failed(data.getvalue()).error == "ArticleUnreadable"

    def test_bomb_is_refused(self):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"\x00" * 150_000_000)
        assert failed(data.getvalue()).error == "ArticleTooLarge"

    def test_library_that_is_missing_is_named_with_its_extra(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "docx", None)
        assert "pip install 'onrecord[documents]'" in failed(word(lambda document: None)).message


def mail(body, *, kind="text/plain; charset=utf-8", subject="=?utf-8?q?Quays_=E2=80=93_closed?=", more=""):
    date = "Tue, 15 Aug 2023 09:30:00 +0300"
    head = f"From: Press <press@example.org>\r\nMessage-ID: <1@example.org>\r\nSubject: {subject}\r\nDate: {date}\r\n{more}Content-Type: {kind}\r\n\r\n"
    return head.encode() + (body if isinstance(body, bytes) else body.encode())


HTML = f"<html><body><h1>Quays closed</h1><p>{SENTENCE}</p><p>{SENTENCE}</p></body></html>"


def parts(*found):
    """A body of several parts."""
    return "".join(f"--cut\r\n{head}\r\n\r\n{body}\r\n" for head, body in found) + "--cut--\r\n"


class TestMail:
    def test_text_has_the_subject_as_its_title_and_its_date(self):
        page = read(mail(SENTENCE, more="Archived-At: <https://example.org/press/1>\r\n"))
        assert (page.text, page.title, page.url) == (SENTENCE, "Quays – closed", "https://example.org/press/1")
        assert clean(page)[0].published == "2023-08-15T09:30:00+03:00"

    def test_html_is_read_where_there_is_no_text(self):
        assert read(mail(HTML, kind="text/html; charset=utf-8")).text.startswith(f"# Quays closed\n\n{SENTENCE}")

    @pytest.mark.parametrize(("text", "expected"), [(SENTENCE, SENTENCE), ("See it in your browser.", f"# Quays closed\n\n{SENTENCE}")])
    def test_text_goes_before_html_if_it_says_something(self, text, expected):
        body = parts(("Content-Type: text/plain", text), ("Content-Type: text/html", HTML))
        assert read(mail(body, kind="multipart/alternative; boundary=cut")).text.strip().startswith(expected)

    def test_attached_text_is_not_the_mail(self):
        body = parts(
            ("Content-Type: text/plain\r\nContent-Disposition: attachment", SENTENCE), ("Content-Type: text/plain", SENTENCE[::-1])
        )
        assert read(mail(body, kind="multipart/mixed; boundary=cut")).text == SENTENCE[::-1]

    def test_mail_is_known_by_its_file_name_too(self, tmp_path):
        (tmp_path / "a.eml").write_bytes(f"Subject: Quays\n\n{SENTENCE}".encode())
        page = only(read_path(tmp_path / "a.eml"))
        assert (page.id, page.title, page.text) == ("a", "Quays", SENTENCE)

    def test_text_that_begins_like_a_letter_is_a_text(self):
        text = f"From: the harbour board\nTo: all\n\n{SENTENCE}"
        assert read(text.encode()).text == text

    @pytest.mark.parametrize("charset", ["nonsense", "utf-8", ""])
    def test_wrong_charset_is_no_crash(self, charset):
        page = read(mail(SENTENCE.encode() + b" \xe9t\xe9", kind=f'text/plain; charset="{charset}"', subject="=?nonsense?q?Quays?="))
        assert isinstance(page, Page | Failure)

    def test_endless_parts_within_parts_are_a_failure(self):
        deep = "".join(f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n' for number in range(3000))
        assert failed(f"From: a\nMessage-ID: b\n{deep}".encode()).error == "ArticleUnreadable"

    def test_zero_byte_is_a_failure(self):
        assert failed(mail(SENTENCE.replace("Tuesday", "Tues\x00day"))).error == "ArticleUnreadable"
