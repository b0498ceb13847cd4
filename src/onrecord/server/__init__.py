"""Pages and an API over a collection: ``onrecord serve``."""

from onrecord.server.app import application
from onrecord.server.logs import LogLayout
from onrecord.server.tokens import Role, Tokens

__all__ = ["LogLayout", "Role", "Tokens", "application"]
