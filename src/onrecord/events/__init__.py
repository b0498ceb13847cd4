"""What happened between actors: contacts, violence and other deeds, with place, date, status, casualties and on whose word."""

from onrecord.events.finding import find_events
from onrecord.events.surroundings import Surroundings

__all__ = ["Surroundings", "find_events"]
