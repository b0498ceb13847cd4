"""A parse in columns says what spaCy says of each word."""

import gc
import weakref

import pytest

from onrecord.columns import columns_of
from tests.building import BLANK, parsed, words_only

MET = """
Anna Anna PROPN NNP 1 nsubj
met meet VERB VBD 1 ROOT
Jan Jan PROPN NNP 1 obj
Hus Hus PROPN NNP 2 flat
. . PUNCT . 1 punct
He he PRON PRP 6 nsubj
left leave VERB VBD 6 ROOT
"""


def test_columns_say_of_each_word_what_spacy_says():
    doc = parsed(MET, [(0, 1, "PERSON"), (2, 4, "PERSON")])
    columns = columns_of(doc)
    for token in doc:
        said = (columns.texts, columns.lower, columns.pos, columns.tags, columns.relations, columns.names, columns.places)
        assert [column[token.i] for column in said] == [
            token.text,
            token.lower_,
            token.pos_,
            token.tag_,
            token.dep_,
            token.ent_type_,
            token.ent_iob_,
        ]
        assert columns.heads[token.i] == token.head.i
        assert columns.children[token.i] == [child.i for child in token.children]
        assert columns.is_word[token.i] == (not token.is_punct)
        assert doc.text[columns.starts[token.i] : columns.ends[token.i]] == token.text
    assert columns.sentences == [0, 0, 0, 0, 0, 1, 1]
    assert [columns.start_of_sentence(i) for i in (0, 4, 5, 6)] == [0, 0, 5, 5]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [("One.\n\nTwo words.", [(0, 2), (3, 6)]), ("One.\n\n", [(0, 2)]), ("\n\nOne.", [(1, 3)]), ("One\ntwo", [(0, 3)]), ("", [])],
)
def test_paragraphs_stand_between_blank_lines(text, bounds):
    assert columns_of(words_only(text)).paragraphs == bounds


def test_columns_are_made_once_and_go_with_their_text():
    doc = BLANK("Anna met Jan")
    columns = columns_of(doc)
    assert columns_of(doc) is columns
    gone = weakref.ref(columns)
    del doc, columns
    gc.collect()
    assert gone() is None
