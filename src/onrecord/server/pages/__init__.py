"""Pages, one module for each kind."""

from onrecord.server.pages import (
    articles,
    deciding,
    decisions,
    events,
    failures,
    lists,
    people,
    pictures,
    reading,
    review,
    search,
    sign_in,
    start,
)

ROUTERS = [
    start.router,
    lists.router,
    articles.router,
    events.router,
    people.router,
    pictures.router,
    search.router,
    reading.router,
    review.router,
    deciding.router,
    decisions.router,
    failures.router,
    sign_in.router,
]

__all__ = ["ROUTERS"]
