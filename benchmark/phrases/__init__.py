"""Phrases of our own for dates, places and casualties, and how many are read right."""
