"""Records in other formats and as tables, one module per format; each docstring says what is lost."""

from onrecord.exporting import (
    brat,
    citron,
    datapackage,
    dyads,
    events,
    followthemoney,
    gdelt,
    geojson,
    gold,
    graphml,
    icews,
    labelstudio,
    parquet,
    plover,
    prodigy,
    schemaorg,
    statements,
    webannotation,
)
from onrecord.exporting.format import Format, together
from onrecord.exporting.writing import new_folder

MODULES = (
    *(statements, events, parquet, datapackage),
    *(plover, icews, gdelt, dyads, geojson, graphml),
    *(followthemoney, schemaorg, webannotation),
    *(brat, citron, labelstudio, prodigy),
    gold,
)
FORMATS = {module.FORMAT.name: module.FORMAT for module in MODULES}

__all__ = ["FORMATS", "Format", "new_folder", "together"]
