"""Tokens that let readers and editors in, kept as hashes in a file of the user's."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path
from typing import Literal, get_args

from onrecord.errors import FileUnfit, OutputUnfit

Role = Literal["reader", "editor"]
ROLES: tuple[Role, ...] = get_args(Role)
# The variable that names the file of tokens.
VARIABLE = "ONRECORD_TOKENS"
BYTES = 32
# Longer ones are nobody's, and are not hashed.
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks: by which name, and whether they may only read, or change things, too."""

    name: str
    role: Role

    @property
    def is_editor(self) -> bool:
        """Whether they may change the collection."""
        return self.role == "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it is kept: whose it is, what it allows, its hash and when it was made."""

    name: str
    role: Role
    sha256: str
    made: str


class Tokens:
    """The tokens of a file, read anew when it has changed, so that one that is taken back lets nobody in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def __iter__(self) -> Iterator[Token]:
        """All tokens. Raises FileUnfit where the file is none of tokens."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return iter(())
        if self._seen != (status.st_mtime_ns, status.st_size):
            self._tokens = _read(self._path)
            self._seen = (status.st_mtime_ns, status.st_size)
        return iter(self._tokens)

    def visitor(self, token: str) -> Visitor | None:
        """Whose token this is; nobody's where it is none."""
        if not token or len(token) > LONGEST:
            return None
        given = _hash(token)
        found = [one for one in self if compare_digest(one.sha256, given)]
        return Visitor(name=found[0].name, role=found[0].role) if found else None

    def make(self, role: Role, name: str) -> str:
        """A new token, which is shown once and kept as a hash. ValueError where the name is taken."""
        known = list(self)
        if any(one.name == name for one in known):
            raise ValueError(f"there is a token of {name} already; take it back first (onrecord token --revoke)")
        token = secrets.token_urlsafe(BYTES)
        made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._write([*known, Token(name=name, role=role, sha256=_hash(token), made=made)])
        return token

    def revoke(self, name: str) -> None:
        """Take a token back. ValueError where nobody has one by this name."""
        known = list(self)
        left = [one for one in known if one.name != name]
        if len(left) == len(known):
            raise ValueError(f"nobody called {name} has a token")
        self._write(left)

    def _write(self, tokens: list[Token]) -> None:
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump([asdict(one) for one in tokens], file, indent=2)
            new.replace(self._path)
        except OSError as error:
            raise OutputUnfit(f"{self._path} cannot be written ({error.strerror}).") from error


def tokens_file() -> Path:
    """The file of tokens: the one that the variable ONRECORD_TOKENS names, else one in the user's settings folder."""
    named = os.environ.get(VARIABLE)
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Path(named) if named else home / "onrecord/tokens.json"


def _read(path: Path) -> tuple[Token, ...]:
    try:
        return tuple(Token(**row) for row in json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise FileUnfit(f"{path} is no file of tokens ({error}); onrecord token makes one.") from error


def _hash(token: str) -> str:
    """Tokens are long and random: a plain hash tells nothing of them."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
