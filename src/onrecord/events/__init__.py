"""What happened between actors: contacts, violence and other deeds, with place, date, status, casualties and on whose word."""

from onrecord.events.finding import find_events

__all__ = ["find_events"]
