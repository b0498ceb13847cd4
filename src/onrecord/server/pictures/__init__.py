"""Pictures as SVG: from small values to drawings with a title, a description and a table, which need neither scripts nor styles of their own."""

from onrecord.server.pictures.map import Spot, event_map
from onrecord.server.pictures.network import Contacts, Party, network
from onrecord.server.pictures.picture import Cell, Link, Picture, standalone, style
from onrecord.server.pictures.timeline import Moment, timeline

__all__ = [
    "Cell",
    "Contacts",
    "Link",
    "Moment",
    "Party",
    "Picture",
    "Spot",
    "event_map",
    "network",
    "standalone",
    "style",
    "timeline",
]
