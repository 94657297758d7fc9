"""Charts in office files: the title, and the figures behind the picture as a table."""

from collections.abc import Iterator
from typing import Any

from ingest.readers.ooxml import DRAWING, parsed
from ingest.readers.tables import rows_to_part, tidy
from knowledge.documents import Part

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MOST_POINTS, MOST_SERIES = 300, 30
DIGITS = 6


def chart_parts(xml: bytes, section: tuple[str, ...], page: int | None) -> Iterator[Part]:
    """A chart's title as a caption and its figures: a row for each category, a column for each series."""
    root = parsed(xml)
    title = root.find(f"{C}chart/{C}title")
    if title is not None and (words := _words(title)):
        yield Part("caption", words, section, page)
    series = list(root.iter(f"{C}ser"))[:MOST_SERIES]
    if not series:
        return
    labels: dict[int, str] = {}
    columns = []
    for one in series:
        labels |= _points(one, f"{C}cat", f"{C}xVal")
        columns.append(_points(one, f"{C}val", f"{C}yVal"))
    places = sorted({place for column in columns for place in column})[:MOST_POINTS]
    head = ["", *(_name(one) for one in series)]
    rows = [head, *([labels.get(p, str(p + 1)), *(c.get(p, "") for c in columns)] for p in places)]
    if filled := tidy(rows):
        yield rows_to_part(filled, section, page)


def _words(element: Any) -> str:  # noqa: ANN401 - lxml's elements are untyped here
    runs = [t.text or "" for t in element.iter(f"{DRAWING}t", f"{C}v")]
    return " ".join("".join(runs).split())


def _name(series: Any) -> str:  # noqa: ANN401 - see above
    named = series.find(f"{C}tx")
    return _words(named) if named is not None else ""


def _points(series: Any, *tags: str) -> dict[int, str]:  # noqa: ANN401 - see above
    """The stored values of a series by place."""
    found: dict[int, str] = {}
    for tag in tags:
        holder = series.find(tag)
        if holder is None:
            continue
        for point in holder.iter(f"{C}pt"):
            value = point.find(f"{C}v")
            if value is not None and str(point.get("idx", "")).isdecimal():
                found[int(point.get("idx"))] = _figure(value.text or "")
    return found


def _figure(text: str) -> str:
    """Without the noise of computing."""
    try:
        return format(round(float(text), DIGITS), f".{DIGITS}f").rstrip("0").rstrip(".") if "." in text else text
    except ValueError:
        return text
