"""How the outlines of countries are made."""

import numpy as np

from training.outlines import simple, simplified

# Two squares and the border between them, in tenths of a degree.
TOPOLOGY = {
    "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
    "arcs": [[[100, 0], [0, 50], [0, 50]], [[100, 100], [-100, 0], [0, -100], [100, 0]], [[100, 0], [100, 0], [0, 100], [-100, 0]]],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Velmora"}},
                {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"name": "Tarsia"}},
            ]
        }
    },
}


def test_shared_border_stays_one_line():
    made = simplified(TOPOLOGY)
    assert made["countries"] == [{"name": "Tarsia", "rings": [[2, ~0]]}, {"name": "Velmora", "rings": [[0, 1]]}]
    assert made["arcs"][0] == [1000, 0, 0, 1000]


def test_points_near_a_line_are_left_out_and_its_ends_are_not():
    line = np.array([[0, 0], [1, 0.01], [2, 0.5], [3, 0.01], [4, 0]])
    assert simple(line).tolist() == [[0, 0], [1, 0.01], [2, 0.5], [3, 0.01], [4, 0]]
    assert simple(line * [1, 0.01]).tolist() == [[0, 0], [4, 0]]


def test_name_that_is_out_of_date_is_todays_and_a_disputed_one_is_none():
    names = dict(zip(("Velmora", "Tarsia"), ("Macedonia", "Somaliland"), strict=True))
    countries = [one | {"properties": {"name": names[one["properties"]["name"]]}} for one in TOPOLOGY["objects"]["countries"]["geometries"]]
    made = simplified(TOPOLOGY | {"objects": {"countries": {"geometries": countries}}})
    assert [country["name"] for country in made["countries"]] == ["", "North Macedonia"]
