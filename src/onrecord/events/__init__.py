"""What happened between actors: contacts, violence and other deeds, with place, date, status, casualties and on whose word."""

from onrecord.events.finding import Candidate, find_candidates, is_told
from onrecord.events.surroundings import Surroundings

__all__ = ["Candidate", "Surroundings", "find_candidates", "is_told"]
