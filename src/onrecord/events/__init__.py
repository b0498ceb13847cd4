"""What happened between actors: contacts and violence, with place, date, status, casualties and on whose word."""

from onrecord.events.finding import find_events

__all__ = ["find_events"]
