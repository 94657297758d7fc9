"""Files made for the tests, as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

Spot = tuple[float, float, str]


def canvas_pdf(draw: Callable[[Canvas], None]) -> bytes:
    """A PDF that a function draws."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def put(canvas: Canvas, *spots: Spot) -> None:
    """Words at points from the left and from the top."""
    for x, y, words in spots:
        canvas.drawString(x, A4[1] - y, words)


def rows(xs: Sequence[float], top: float, *lines: Sequence[str], pitch: float = 16) -> list[Spot]:
    """A table without lines: the cells of each line at these places."""
    return [
        (x, top + pitch * i, cell) for i, line in enumerate(lines) for x, cell in zip(xs, line, strict=True) if cell
    ]


def ruled(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """The lines of a table, at points from the left and from the top."""
    for x in xs:
        canvas.line(x, A4[1] - ys[0], x, A4[1] - ys[-1])
    for y in ys:
        canvas.line(xs[0], A4[1] - y, xs[-1], A4[1] - y)


def saved(document: object) -> bytes:
    """An office document of any library."""
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]  # each of them has it
    return file.getvalue()


def packed(members: dict[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A package with its members changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed({name: change(name, archive.read(name)) for name in archive.namelist()})
