"""Scanned pages read by Tesseract, where it is installed: a page at a time, each within a bounded time."""

import io
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PROGRAM = "tesseract"
LANGUAGES = ("eng", "deu", "fra", "ita", "spa", "nld", "pol", "ces")
MOST_LANGUAGES = 3
DOTS_PER_INCH = 220
LONGEST_SIDE = 3_600
"""Pixels; whatever size the page claims to have."""
PAGE_SECONDS = 25.0
ALL_SECONDS = 75.0
"""For all pages of a file, well within the time that reading one file may take."""


@dataclass(frozen=True)
class Scan:
    """A scanned page as it was read; `paragraphs` is none when its time was over."""

    page: int
    paragraphs: tuple[str, ...] | None


def is_installed() -> bool:
    """Whether scanned pages can be read here."""
    return shutil.which(PROGRAM) is not None


def read_pages(content: bytes, pages: Sequence[int]) -> Iterator[Scan]:
    """The words on pages of a PDF (counted from 1), until the time for all of them is over."""
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    ends = time.monotonic() + ALL_SECONDS
    languages, mode = _spoken()
    with pypdfium2.PdfDocument(content) as pdf:
        for number in pages:
            left = min(PAGE_SECONDS, ends - time.monotonic())
            if left <= 1:
                yield Scan(number, None)
                continue
            page = pdf[number - 1]
            scale = min(DOTS_PER_INCH / 72, LONGEST_SIDE / max(page.get_width(), page.get_height(), 1))
            picture = io.BytesIO()
            page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG", compress_level=1)
            yield Scan(number, _read_picture(picture.getvalue(), languages, mode, left))


def _read_picture(picture: bytes, languages: str, mode: str, seconds: float) -> tuple[str, ...] | None:
    """The paragraphs in a picture (PNG); none when that took longer than `seconds` or failed."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words; the picture goes in as data
            [PROGRAM, "stdin", "stdout", "-l", languages, "--psm", mode],
            input=picture,
            capture_output=True,
            timeout=seconds,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.SubprocessError, OSError):
        return None
    text = done.stdout.decode("utf-8", errors="replace").replace("\f", "\n")
    paragraphs = (_joined(block) for block in re.split(r"\n\s*\n", text))
    return tuple(p for p in paragraphs if any(c.isalnum() for c in p))


def _joined(block: str) -> str:
    """A paragraph's lines as one text; short lines stay apart, since they are likely rows."""
    lines = [" ".join(line.split()) for line in block.splitlines() if line.strip()]
    if not lines or max(map(len, lines)) < 40:  # noqa: PLR2004 - letters of a line that is no prose
        return "\n".join(lines)
    return re.sub(r"([^\W\d])- (?=[a-zäöüß])", r"\1", " ".join(lines))


def _spoken() -> tuple[str, str]:
    """The languages to read in, as Tesseract takes them, and its mode: with turned pages where it can tell them."""
    try:
        listed = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, timeout=10, check=True, text=True)  # noqa: S603 - fixed words
    except (subprocess.SubprocessError, OSError):
        return "eng", "3"
    installed = frozenset(listed.stdout.split())
    chosen = [name for name in LANGUAGES if name in installed][:MOST_LANGUAGES]
    return "+".join(chosen) or "eng", "1" if "osd" in installed else "3"
