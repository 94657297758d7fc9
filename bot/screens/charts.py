"""Slack's native charts: what a person would rather look at than read; the same figures always stand in words too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from bot.screens.blocks import Block, Screen, shorten

TITLE, LABEL, SERIES, POINTS = 50, 20, 6, 20
LEAST = 2

Series = Mapping[str, Mapping[str, int | Decimal]]
"""Figures by label, by the name of the series; each series has the labels of the first."""


def chart(kind: Literal["bar", "line"], title: str, series: Series) -> Block | None:
    """A chart of what fits into one; none where there is nothing to compare, or labels would be the same when cut."""
    labels = list(next(iter(series.values()), {}))[:POINTS]
    shown = {shorten(label, LABEL): label for label in labels}
    drawn = {name: values for name, values in series.items() if any(values.get(label) for label in labels)}
    if len(labels) < LEAST or len(shown) < len(labels) or not drawn:
        return None
    data = [
        {
            "name": shorten(name, LABEL),
            "data": [{"label": short, "value": _plain(values.get(label, 0))} for short, label in shown.items()],
        }
        for name, values in list(drawn.items())[:SERIES]
    ]
    body = {"type": kind, "series": data, "axis_config": {"categories": list(shown)}}
    return {"type": "data_visualization", "title": shorten(title, TITLE), "chart": body}


def _plain(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def with_chart(screen: Screen, block: Block | None) -> Screen:
    """The screen with a chart under its answer."""
    return replace(screen, blocks=(*screen.blocks[:1], block, *screen.blocks[1:])) if block else screen
