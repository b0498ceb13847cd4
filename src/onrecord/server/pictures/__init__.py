"""Pictures as SVG: from small values to drawings with a title, a description and a table, which need neither scripts nor styles of their own."""

from onrecord.server.pictures.figures import Figure, figures_over_time
from onrecord.server.pictures.map import Spot, event_map
from onrecord.server.pictures.network import Contacts, Party, network
from onrecord.server.pictures.picture import Cell, Link, Picture, standalone, style
from onrecord.server.pictures.quoted import Quoted, Share, quoted
from onrecord.server.pictures.timeline import Moment, timeline
from onrecord.server.pictures.weeks import Said, statements_by_week

__all__ = [
    "Cell",
    "Contacts",
    "Figure",
    "Link",
    "Moment",
    "Party",
    "Picture",
    "Quoted",
    "Said",
    "Share",
    "Spot",
    "event_map",
    "figures_over_time",
    "network",
    "quoted",
    "standalone",
    "statements_by_week",
    "style",
    "timeline",
]
