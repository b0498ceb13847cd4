"""Accuracy and speed, measured; the floors are in floors.json."""
