"""Boosted trees that judge who has a part in a statement or event, where and when it was, and whether an event is one worth a record."""
