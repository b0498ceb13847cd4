"""What any record must satisfy."""


def spans_of(value):
    """Yield every span in a record's JSON."""
    if isinstance(value, dict):
        if value.keys() >= {"start", "end", "text"} and value["text"] is not None:
            yield value
        for inner in value.values():
            yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)
