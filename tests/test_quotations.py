from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.quotations import find_quotations, unmatched_marks
from tests.building import words_only


def quoted(text):
    doc = words_only(text)
    return [doc[q.start : q.end].text for q in find_quotations(doc)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('"We go," he said. "Now."', ['"We go,"', '"Now."']),
        ("“We go,” he said. “Now.”", ["“We go,”", "“Now.”"]),
        ('He said ("we go") twice.', ['"we go"']),
        ("No marks at all, and it's the drivers' right.", []),
        ('"We go on.\n\n"And on," he said.', ['"We go on.', '"And on,"']),
        ("“We go on. “And on,” he said.", ["“We go on.", "“And on,”"]),
        ('He said "we go', ['"we go']),
    ],
)
def test_quotations(text, quotations):
    assert quoted(text) == quotations


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"We go," he said.', 0),
        ('"We go on.\n\n"And on," he said.', 0),
        ('"We go on.\n\nHe left.', 1),
        ("We go,” he said.", 1),
        ('He said "we go', 1),
    ],
)
def test_marks_without_a_partner(text, count):
    assert len(unmatched_marks(words_only(text))) == count


def test_ten_thousand_marks_are_read():
    doc = words_only('"a" ' * 5000)
    assert len(find_quotations(doc)) == 5000


@given(st.text(alphabet='"“”„« \n.a', max_size=80))
def test_quotations_never_overlap_and_stay_in_order(text):
    doc = words_only(text)
    found = find_quotations(doc)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= q.start < q.end <= len(doc) for q in found)


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("'It is over,' she said.", ["'It is over,'"]),
        ("'It is over', says the mayor", ["'It is over'"]),
        ("She left. ‘Nobody ran. It was dark.’ Then it rained.", ["‘Nobody ran. It was dark.’"]),
        ("'They took the dogs' food and left,' she said.", ["'They took the dogs' food and left,'"]),
        ("He called it the 'great game', as they all do.", []),
        ("The dogs' food is gone, and the cats' is, too.", []),
        ("“He said, ‘I saw nothing,’ and left.”", ["“He said, ‘I saw nothing,’ and left.”"]),
    ],
)
def test_sentences_in_single_marks(nlp, text, quotations):
    doc = nlp.make_doc(text)
    assert [doc[quotation.start : quotation.end].text for quotation in find_quotations(doc)] == quotations
