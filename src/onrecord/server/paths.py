"""Paths of our own pages."""

from urllib.parse import urlsplit


def own_path(given: str) -> str:
    """A path of ours, or the start page for anything that leads elsewhere."""
    try:
        parts = urlsplit(given)
    except ValueError:
        return "/"
    is_ours = (
        given.startswith("/") and not given.startswith(("//", "/\\")) and not parts.netloc and given.isprintable() and "\\" not in given
    )
    return given if is_ours else "/"
