"""Records in other formats and as tables, one module per format; each docstring says what is lost."""

from onrecord.exporting import brat, citron, datapackage, dyads, events, gdelt, geojson, icews, parquet, plover, statements
from onrecord.exporting.format import Format, together
from onrecord.exporting.writing import new_folder

FORMATS = {module.FORMAT.name: module.FORMAT for module in (statements, events, plover, icews, gdelt, dyads, geojson, brat, citron, parquet, datapackage)}

__all__ = ["FORMATS", "Format", "new_folder", "together"]
