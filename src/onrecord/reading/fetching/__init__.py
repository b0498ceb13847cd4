"""Articles from the network (extra ``web``): pages, and what feeds, sitemaps and lists name, fetched politely. The one place that asks the network for anything."""

from onrecord.reading.fetching.client import Client
from onrecord.reading.fetching.fetcher import Fetcher
from onrecord.reading.fetching.memory import Memory

__all__ = ["Client", "Fetcher", "Memory"]
