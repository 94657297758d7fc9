"""Figures of the PDF papers, drawn from data: bars, front panels, layers of a network, time lines."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import Drawing, Line, Rect, String  # type: ignore[import-untyped]
from reportlab.lib.colors import HexColor, white  # type: ignore[import-untyped]

from tools.world_documents.brands import Brand

INK = HexColor("#2b2b2b")
GREY = HexColor("#8a8f98")


def draw(spec: dict[str, Any], brand: Brand, width: float) -> Drawing:
    """The figure that `spec["form"]` names, `width` points wide."""
    forms = {"bars": _bars, "panel": _panel, "layers": _layers, "timeline": _timeline}
    return forms[spec["form"]](spec, brand, width)


def _label(
    x: float, y: float, text: str, size: float = 7.5, anchor: str = "start", colour: object = INK
) -> String:
    return String(x, y, text, fontName="Helvetica", fontSize=size, textAnchor=anchor, fillColor=colour)


def _bars(spec: dict[str, Any], brand: Brand, width: float) -> Drawing:
    rows: list[tuple[str, float]] = [(label, float(value)) for label, value in spec["values"].items()]
    step, left = 18, width * 0.36
    picture = Drawing(width, step * len(rows) + 6)
    most = max(value for _, value in rows)
    for index, (label, value) in enumerate(rows):
        y = step * (len(rows) - 1 - index) + 6
        length = (width - left - 60) * value / most
        picture.add(_label(left - 6, y + 3, label, anchor="end"))
        picture.add(Rect(left, y, length, 11, fillColor=HexColor(brand.accent), strokeColor=None))
        picture.add(
            _label(
                left + length + 5,
                y + 3,
                f"{value:g}".replace(".", spec.get("point", ".")) + f" {spec['unit']}",
            )
        )
    return picture


def _panel(spec: dict[str, Any], brand: Brand, width: float) -> Drawing:
    """A front panel: groups of ports side by side, each with its label beneath."""
    groups: dict[str, int] = spec["groups"]
    port, gap, height = 13.0, 16.0, 46.0
    columns = [((count + 1) // 2 if count > 4 else count) for count in groups.values()]
    content = sum(columns) * port + gap * (len(groups) - 1)
    scale = min(1.0, (width - 150) / content)
    picture = Drawing(width, height + 20)
    picture.add(Rect(0, 18, width, height, rx=3, ry=3, fillColor=HexColor(brand.colour), strokeColor=None))
    picture.add(_label(10, 46, spec["device"], size=10, colour=white))
    picture.add(_label(10, 32, spec.get("below", ""), size=6.5, colour=white))
    x = width - content * scale - 12
    for (label, count), across in zip(groups.items(), columns, strict=True):
        for index in range(count):
            column, row = (index // 2, index % 2) if count > 4 else (index, 0)
            picture.add(
                Rect(
                    x + column * port * scale,
                    43 - row * 15 if count > 4 else 36,
                    (port - 3) * scale,
                    10,
                    fillColor=HexColor(brand.tint),
                    strokeColor=HexColor(brand.accent),
                    strokeWidth=0.6,
                )
            )
        picture.add(_label(x + across * port * scale / 2, 6, label, size=6.5, anchor="middle"))
        x += (across * port + gap) * scale
    return picture


def _layers(spec: dict[str, Any], brand: Brand, width: float) -> Drawing:
    """Rows of boxes, each box linked to every box of the row beneath it."""
    rows: list[list[str]] = spec["rows"]
    step, box_height = 50.0, 26.0
    picture = Drawing(width, step * len(rows) - 18)
    centres: list[list[float]] = [
        [width * (2 * index + 1) / (2 * len(row)) for index in range(len(row))] for row in rows
    ]
    for level in range(len(rows) - 1):
        top = step * (len(rows) - 1 - level)
        for start in centres[level]:
            for end in centres[level + 1]:
                picture.add(
                    Line(start, top + 4, end, top - step + 4 + box_height, strokeColor=GREY, strokeWidth=0.7)
                )
    for level, row in enumerate(rows):
        y = step * (len(rows) - 1 - level) + 4
        box = min(150.0, width / len(row) - 14)
        for centre, text in zip(centres[level], row, strict=True):
            first = level % 2 == 0
            fill = HexColor(brand.colour if first else brand.tint)
            picture.add(
                Rect(
                    centre - box / 2,
                    y,
                    box,
                    box_height,
                    rx=4,
                    ry=4,
                    fillColor=fill,
                    strokeColor=HexColor(brand.accent),
                )
            )
            lines = text.split("|")
            for number, line in enumerate(lines):
                base = y + box_height / 2 - 2.6 + (len(lines) - 1) * 5 - number * 10
                picture.add(_label(centre, base, line, anchor="middle", colour=white if first else INK))
    return picture


def _timeline(spec: dict[str, Any], brand: Brand, width: float) -> Drawing:
    events: dict[str, str] = spec["events"]
    picture = Drawing(width, 62)
    picture.add(Line(20, 30, width - 20, 30, strokeColor=HexColor(brand.colour), strokeWidth=3))
    for index, (when, what) in enumerate(events.items()):
        x = 20 + (width - 40) * (index + 0.5) / len(events)
        picture.add(Rect(x - 4, 26, 8, 8, fillColor=HexColor(brand.accent), strokeColor=white))
        picture.add(_label(x, 44, when, anchor="middle", size=8))
        for number, line in enumerate(what.split("|")):
            picture.add(_label(x, 14 - number * 9, line, anchor="middle", size=7))
    return picture
