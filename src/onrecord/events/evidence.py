"""What speaks for an event to be one that is worth a record."""

from __future__ import annotations

from onrecord.calibration import log_odds
from onrecord.events.incidents import Incident

# Participants and mentions beyond these say no more.
ENOUGH = 3


def evidence_of(incident: Incident, last_sentence: int) -> dict[str, float]:
    """Evidence by name. ``last_sentence``: the number of the article's last sentence."""
    first = incident.mentions[0]
    surest = max(mention.probability for mention in incident.mentions)
    return {
        "log odds": log_odds(incident.probability),
        "log odds of the surest mention": log_odds(surest),
        f"type {first.type}": 1.0,
        "not real": float(first.is_unreal),
        "mentions": min(len(incident.mentions), ENOUGH) / ENOUGH,
        "somebody acts": float(any(mention.actors for mention in incident.mentions)),
        "done to somebody": float(any(mention.recipients for mention in incident.mentions)),
        "participants": min(len(incident.people), ENOUGH) / ENOUGH,
        "place": float(bool(incident.places)),
        "date": float(any(mention.date is not None for mention in incident.mentions)),
        "harm": float(any(mention.harm for mention in incident.mentions)),
        "in the headline": float(any(mention.in_headline for mention in incident.mentions)),
        "on somebody's word": float(all(mention.vouchers for mention in incident.mentions)),
        "how far down": first.sentence / max(last_sentence, 1),
        "short text": float(last_sentence < ENOUGH),
    }
