"""What ``onrecord serve`` and ``onrecord token`` do."""

from __future__ import annotations

import getpass
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.collection import Collection
from onrecord.errors import ServerUnusable

if TYPE_CHECKING:
    from onrecord.server import LogLayout, Role


def serve(db: str, *, demo: bool, host: str, port: int, names: list[str], by: str, log: LogLayout | None = None) -> None:
    """Serve a collection until it is stopped, and print where. Raises ServerUnusable, StoreUnusable."""
    try:
        from onrecord.server.serving import refuse_taken
        from onrecord.server.serving import serve as serve_pages
    except ModuleNotFoundError as error:
        raise ServerUnusable(f"{error.name} is not installed; pages need it: pip install 'onrecord[server]'.") from error
    refuse_taken(host, port)
    with Collection(read_demo() if demo else db) as collection:
        serve_pages(collection, host=host, port=port, names=names, by=by or _account(), log=log, ready=_say)


def _account() -> str:
    """The name of the account that this runs under; some containers have none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "you"


def read_demo() -> str:
    """The collection of the demonstration, its articles read if they were not yet."""
    from onrecord.server.demo import demo_articles, demo_database

    kept = demo_database()
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        kept = Path(tempfile.mkdtemp(prefix="onrecord-")) / "demo.db"
    if not kept.exists():
        print("onrecord: reading the articles of the demonstration, once; about ten seconds.", file=sys.stderr)
    with Collection(kept) as collection:
        collection.add(demo_articles())
    return str(kept)


def make_token(role: Role, name: str) -> None:
    """Print a new token. ValueError where the name is taken."""
    from onrecord.server.tokens import Tokens, tokens_file

    print(Tokens(tokens_file()).make(role, name))
    print(f"This is shown once: give it to {name}, who signs in with it as a {role}.", file=sys.stderr)


def revoke_token(name: str) -> None:
    """Take a token back. ValueError where there is none."""
    from onrecord.server.tokens import Tokens, tokens_file

    Tokens(tokens_file()).revoke(name)


def print_tokens() -> None:
    """Print who has a token."""
    from onrecord.server.tokens import Tokens, tokens_file

    for one in Tokens(tokens_file()):
        print(f"{one.name}\t{one.role}\t{one.made}")


def _say(address: str) -> None:
    print(f"onrecord: {address} (stop it with Ctrl-C)", flush=True)
