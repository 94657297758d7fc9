"""A page of a PDF as a picture, the cited words marked; drawn in a process of its own."""

import difflib
import io
import re
from dataclasses import dataclass
from typing import Any

from channel.errors import UnreadableFile
from ingest.apart import Apart, Died, TookTooLong

MEDIA_TYPE = "image/png"
SECONDS = 20.0
LONGEST_SIDE = 1600
"""Pixels; whatever size the page claims to have."""
LARGEST_SCALE = 2.5
MARK = (255, 221, 64)
LEAST_RUN = 3
MOST_WORDS = 6_000
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class PagePicture:
    """A page as PNG, its size in pixels, and whether the cited words were found and marked on it."""

    content: bytes
    width: int
    height: int
    marked: bool


class Pictures:
    """Draws pages; the process behind it is replaced when a page takes too long."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._apart = Apart(draw_page, "pictures", seconds)

    def draw(self, content: bytes, page: int, words: str = "") -> PagePicture:
        """A page as a picture.

        Args:
            content: the PDF.
            page: counted from 1.
            words: the passage to be marked, as far as it stands on the page.

        Raises:
            UnreadableFile: in a sentence, when the page cannot be drawn.
        """
        try:
            picture: PagePicture = self._apart.do(content, page, words)
        except (TookTooLong, Died) as error:
            raise _undrawn(page) from error
        return picture

    def close(self) -> None:
        """End the process."""
        self._apart.close()


def draw_page(content: bytes, page: int, words: str = "") -> PagePicture:
    """See `Pictures.draw`; in this process.

    Raises:
        UnreadableFile: when the page cannot be drawn.
    """
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            pdf.init_forms()
            return _drawn(pdf[page - 1], words)
    except (pypdfium2.PdfiumError, ValueError, IndexError, KeyError) as error:
        raise _undrawn(page) from error


def _undrawn(page: int) -> UnreadableFile:
    return UnreadableFile(f"Page {page} cannot be drawn.", "Open the passage as text instead.")


def _drawn(page: Any, words: str) -> PagePicture:  # noqa: ANN401 - pypdfium2 is untyped
    from PIL import Image, ImageChops, ImageDraw

    scale = min(LARGEST_SCALE, LONGEST_SIDE / max(page.get_width(), page.get_height(), 1))
    image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    boxes = _boxes(page, words, image.size) if words else []
    if boxes:
        marks = Image.new("RGB", image.size, (255, 255, 255))
        pen = ImageDraw.Draw(marks)
        for box in boxes:
            pen.rectangle(box, fill=MARK)
        image = ImageChops.multiply(image, marks)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return PagePicture(file.getvalue(), image.width, image.height, marked=bool(boxes))


def _boxes(page: Any, words: str, size: tuple[int, int]) -> list[tuple[int, int, int, int]]:  # noqa: ANN401 - see above
    """Where the words stand on the picture, line by line; runs shorter than `LEAST_RUN` words are chance."""
    textpage = page.get_textpage()
    wanted = [match.group().casefold() for match in WORD.finditer(words)]
    there = list(WORD.finditer(textpage.get_text_range(errors="ignore")))[:MOST_WORDS]
    found = [match.group().casefold() for match in there]
    matcher = difflib.SequenceMatcher(None, wanted, found, autojunk=False)
    boxes = []
    for block in matcher.get_matching_blocks():
        if block.size < min(LEAST_RUN, len(wanted)) or not block.size:
            continue
        first, last = there[block.b], there[block.b + block.size - 1]
        count = textpage.count_rects(first.start(), last.end() - first.start())
        boxes += [_on_picture(page, textpage.get_rect(index), size) for index in range(count)]
    return boxes


def _on_picture(
    page: Any,  # noqa: ANN401 - see above
    rectangle: tuple[float, float, float, float],
    size: tuple[int, int],
) -> tuple[int, int, int, int]:
    """A rectangle of the page (points, from the lower left) in pixels of the picture, as the page is turned."""
    import ctypes

    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # see above

    left, bottom, right, top = rectangle
    corners = []
    for x, y in ((left, top), (right, bottom)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1
