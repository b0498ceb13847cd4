"""The mentions table of GDELT 2: tab-separated, sixteen columns, no head, a row for each event of an article.

Lost: all but where an event is told of. Numbers of paragraphs stand for those of sentences; tone is left empty, since we do not measure it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from onrecord.exporting.coding import Coded, coded_events, paragraph_of
from onrecord.records import Actor, Record

COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
WEB, CITATION_ONLY = "1", "2"
ID_DIGITS = 9
NOWHERE = "-1"


def rows(record: Record) -> Iterator[list[str]]:
    """The rows of a record; times are those of the article, to the second, zeros where only the day is known."""
    article = record.article
    seen = _time(article.published)
    url = article.url
    for event in coded_events(record):
        yield [
            str(int(hashlib.sha256(event.id.encode()).hexdigest(), 16) % 10**ID_DIGITS),
            _time(event.day) or seen,
            seen,
            WEB if url else CITATION_ONLY,
            (urlsplit(url).hostname if url else article.publisher) or "",
            url or article.id,
            str(paragraph_of(record, event.at.start)),
            _offset(event, event.actors),
            _offset(event, event.recipients),
            str(event.at.start),
            "1",
            str(round(100 * event.confidence)) if event.confidence is not None else "",
            str(article.length),
            "",
            "",
            "",
        ]


def _time(value: str | None) -> str:
    """YYYYMMDDHHMMSS of an ISO date and time."""
    digits = re.sub(r"\D", "", (value or "")[: len("YYYY-MM-DDTHH:MM:SS")])
    return digits.ljust(len("YYYYMMDDHHMMSS"), "0") if digits else ""


def _offset(event: Coded, actors: tuple[Actor, ...]) -> str:
    """Where the first actor of a side is mentioned nearest to the event."""
    starts = [mention.start for actor in actors[:1] for mention in actor.mentions]
    return str(min(starts, key=lambda start: abs(start - event.at.start))) if starts else NOWHERE
