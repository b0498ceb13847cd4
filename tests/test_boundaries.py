import pytest

from onrecord.language.boundaries import mark_boundaries
from tests.building import words_only


def marked(text):
    """The text with | before tokens that must begin a sentence and ~ before those that must not."""
    doc = mark_boundaries(words_only(text))
    signs = {True: "|", False: "~", None: ""}
    return "".join(signs[token.is_sent_start if token.i else None] + token.text_with_ws for token in doc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks fail\n\nThe minister left.", "Talks ~fail\n\n|The ~minister ~left."),
        ('"Why?" a reporter asked.', '"Why?~" ~a ~reporter ~asked.'),
        ("Acme Inc. said no.", "Acme Inc. ~said ~no."),
        ("SOFIA: Talks fail", "SOFIA~: ~Talks ~fail"),
        ("Prison No. 4 is full.", "Prison No. ~4 ~is ~full."),
        ("He left the U.S. She stayed.", "He ~left ~the U.S. |She ~stayed."),
        ("Gen. Roth left.", "Gen. ~Roth ~left."),
        ('"Us?" "Us."', '"Us?~" |"Us.~"'),
        ("He left. She stayed. so did I.", "He ~left. She ~stayed. so ~did I."),
    ],
)
def test_what_the_spelling_says(text, expected):
    assert marked(text) == expected
