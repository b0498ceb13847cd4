"""Pages, one module for each kind."""

from onrecord.server.pages import articles, events, lists, people, pictures, reading, search, sign_in, start

ROUTERS = [
    start.router,
    lists.router,
    articles.router,
    events.router,
    people.router,
    pictures.router,
    search.router,
    reading.router,
    sign_in.router,
]

__all__ = ["ROUTERS"]
