"""Articles from the network (extra ``web``): pages, and what feeds, sitemaps and lists name, fetched politely. Nothing below ``server`` asks the network but this."""

from onrecord.reading.fetching.client import Client
from onrecord.reading.fetching.fetcher import Fetcher
from onrecord.reading.fetching.memory import Memory

__all__ = ["Client", "Fetcher", "Memory"]
