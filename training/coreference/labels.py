"""Who annotated texts say that mentions mean."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Set
from typing import Protocol

from spacy.tokens import Doc

from corpora.coreference import Annotated
from onrecord.actors.mentions import FoundMention
from onrecord.article import BodyView
from onrecord.article import Span as Words
from onrecord.evaluation import GoldArticle

# The label of words that are said to be nobody's.
NOBODY = "nobody"
# Words without a speaker are those annotated if they share half of all of both.
SHARED_WORDS = 0.5
GENITIVE = re.compile(r"['’]s?$")
ARTICLE = re.compile(r"^(the|a|an) ")


class Labels(Protocol):
    """Whom the mentions of a text mean. ``tell_of_none``: whether a mention that means no option is known to mean none."""

    tell_of_none: bool

    def of(self, mention: FoundMention) -> str | None:
        """The label of who is meant; ``None`` where nobody annotated it."""

    def is_listed(self, mention: FoundMention) -> bool:
        """Whether the words stand for an annotated actor somewhere in the text."""


class ArticleLabels:
    """Those of an annotated article: by the heads of sources, and by words that only one actor is called by."""

    tell_of_none = True

    def __init__(self, gold: GoldArticle, view: BodyView, doc: Doc) -> None:
        self.doc = doc
        self._called: dict[str, set[str]] = {}
        for actor in gold.actors:
            for words in (actor.name, *actor.mentions):
                self._called.setdefault(_plain(words), set()).add(actor.id)
        index = _Index(view, doc)
        self._speakers: dict[int, str] = {}
        self._unsourced: list[tuple[frozenset[int], str]] = []
        for statement in gold.statements:
            speaker = statement.speaker or NOBODY
            if statement.source is None:
                self._unsourced.append((frozenset(i for span in statement.content for i in index.tokens(span)), speaker))
            elif tokens := index.tokens(statement.source):
                self._speakers.setdefault(doc[tokens[0] : tokens[-1] + 1].root.i, speaker)

    def of(self, mention: FoundMention) -> str | None:
        """The label of who is meant; ``None`` where nobody annotated it."""
        if mention.sort == "quotation":
            return self._of_words(mention)
        speaker = (
            next((self._speakers[head] for head in mention.heads if head in self._speakers), None) if mention.sort != "joint" else None
        )
        if speaker is not None or mention.form == "pronoun" or mention.sort == "document":
            return speaker
        called = (self._called.get(_plain(words)) for words in (" ".join(mention.name), self._words(mention)) if words)
        actors: Set[str] = next((found for found in called if found), set())
        return next(iter(actors)) if len(actors) == 1 else None

    def is_listed(self, mention: FoundMention) -> bool:
        """Whether the words stand for an annotated actor somewhere in the text."""
        return _plain(self._words(mention)) in self._called

    def _words(self, mention: FoundMention) -> str:
        return self.doc[mention.start : mention.end].text

    def _of_words(self, mention: FoundMention) -> str | None:
        own = {i for i in range(mention.start, mention.end) if not self.doc[i].is_space}
        return next((speaker for words, speaker in self._unsourced if len(own & words) >= SHARED_WORDS * len(own | words)), None)


class CorpusLabels:
    """Those of a text of GAP or GUM: of the pronouns to resolve, and by the heads of what they may mean; what they mean need not be an actor."""

    tell_of_none = False

    def __init__(self, text: Annotated, doc: Doc) -> None:
        self.doc, self.text = doc, text
        self._pronouns = frozenset(text.pronouns)

    def of(self, mention: FoundMention) -> str | None:
        """The label of who is meant; ``None`` where nobody annotated it."""
        if mention.sort != "plain" or (mention.form == "pronoun" and self.doc[mention.head].idx not in self._pronouns):
            return None
        numbers = {self.text.same[self.doc[head].idx] for head in mention.heads if self.doc[head].idx in self.text.same}
        return str(min(numbers)) if numbers else None

    def is_listed(self, mention: FoundMention) -> bool:
        """Whether the words stand for an annotated actor somewhere in the text: not known here, since only some words are annotated."""
        return True


class _Index:
    """The tokens of a parsed text by where they stand in the article."""

    def __init__(self, view: BodyView, doc: Doc) -> None:
        self._starts, self._tokens = zip(*_places(view, doc), strict=True) if len(doc) else ((), ())

    def tokens(self, words: Words) -> tuple[int, ...]:
        return self._tokens[bisect.bisect_left(self._starts, words.start) : bisect.bisect_left(self._starts, words.end)]


def _places(view: BodyView, doc: Doc) -> Iterator[tuple[int, int]]:
    for token in doc:
        spans = view.spans(token.idx, token.idx + len(token)) if not token.is_space else ()
        if spans:
            yield spans[0].start, token.i


def _plain(words: str) -> str:
    """Words without capitals, an article before and a genitive behind."""
    return ARTICLE.sub("", GENITIVE.sub("", " ".join(words.split()).casefold().strip(" .,;:")))
