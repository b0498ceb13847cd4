"""Where the actors of a network stand: those who are connected near each other, nobody on somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray

# Room for one actor with the name beside, in units of the drawing.
ACROSS, DOWN = 150.0, 62.0
ROUNDS = 40
SEED = 1

Places = dict[str, tuple[float, float]]


def places_of(ties: Mapping[tuple[str, str], int], width: float) -> tuple[Places, float]:
    """The middle of each actor's room, and the height that all take: groups that nothing connects stand beside and below each other, the largest first.

    The same ties give the same places.
    """
    graph: nx.Graph = nx.Graph()
    graph.add_weighted_edges_from((one, other, 1 + np.log2(number)) for (one, other), number in sorted(ties.items()))
    groups = sorted((sorted(group) for group in nx.connected_components(graph)), key=lambda group: (-len(group), group))
    places: Places = {}
    left = top = tallest = 0.0
    for group in groups:
        room = _room(len(group), width)
        if left and left + room[0] > width:
            left, top, tallest = 0.0, top + tallest, 0.0
        for one, (x, y) in zip(group, _spread(graph, group, room), strict=True):
            places[one] = (left + x, top + y)
        left, tallest = left + room[0], max(tallest, room[1])
    return places, top + tallest


def _room(number: int, width: float) -> tuple[float, float]:
    """The room of a group: as wide as there is width for, and a little more for each when they are many."""
    columns = min(width / ACROSS, max(2.0, sqrt(number) * 1.4))
    return columns * ACROSS, max(1.6, number / columns * 1.8) * DOWN if number > 2 else DOWN * 1.1


def _spread(graph: nx.Graph, group: list[str], room: tuple[float, float]) -> NDArray[np.float64]:
    """Places within a room, by springs and then by pushing apart what is too near; two stand side by side."""
    margin = np.array([ACROSS * 0.45, DOWN * 0.5])
    if len(group) == 2:
        return np.array([[margin[0], room[1] / 2], [room[0] - margin[0], room[1] / 2]])
    part = graph.subgraph(group)
    ordered: nx.Graph = nx.Graph()
    ordered.add_nodes_from(group)
    ordered.add_edges_from(sorted((min(a, b), max(a, b), data) for a, b, data in part.edges(data=True)))
    found = nx.spring_layout(ordered, seed=SEED, iterations=ROUNDS)
    points = np.array([found[one] for one in group])
    span = np.ptp(points, axis=0)
    points = (points - points.min(axis=0)) / np.where(span > 0, span, 1)
    return _apart(margin + points * (np.array(room) - 2 * margin), margin, np.array(room) - margin)


def _apart(points: NDArray[np.float64], least: NDArray[np.float64], most: NDArray[np.float64]) -> NDArray[np.float64]:
    """The points pushed apart, a little at a time, until each has most of its room."""
    room = np.array([ACROSS * 0.62, DOWN * 0.62])
    order = np.arange(len(points))
    for _ in range(ROUNDS):
        between = (points[:, None, :] - points[None, :, :]) / room
        distance = np.sqrt((between**2).sum(axis=2))
        near = np.maximum(0, 1 - distance)
        # Who stands on one place goes apart by number.
        direction = np.where(
            distance[..., None] > 1e-6, between / np.maximum(distance, 1e-6)[..., None], np.sign(order[:, None] - order)[..., None] * 0.7
        )
        points = np.clip(points + (direction * near[..., None]).sum(axis=1) * room * 0.25, least, most)
    return points
