"""What pages ask a collection beside whole answers: parts of lists, single things by their keys, an article with its text, what there is of somebody."""

from onrecord.storage.viewing.articles import OnRecord, StoryOf
from onrecord.storage.viewing.decided import DecidedIn
from onrecord.storage.viewing.parts import MOST_COUNTED, Listed, Part
from onrecord.storage.viewing.pictured import Contact, PlaceCount, SaidCount
from onrecord.storage.viewing.review import Doubtful, ReviewState
from onrecord.storage.viewing.somebody import Company
from onrecord.storage.viewing.stories import Story
from onrecord.storage.viewing.views import Views

__all__ = [
    "MOST_COUNTED",
    "Company",
    "Contact",
    "DecidedIn",
    "Doubtful",
    "Listed",
    "OnRecord",
    "Part",
    "PlaceCount",
    "ReviewState",
    "SaidCount",
    "Story",
    "StoryOf",
    "Views",
]
