"""How our reading of PDFs compares with what other libraries give: `python -m tools.compare_readers FOLDER`.

The folder holds an `expected.jsonl` as `tierdesk eval files` reads it. For each library that is installed: how many
of the expected phrases stand in its text, how many stand together in one line or row, and processor time a page.
"""

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from channel.errors import UnreadableFile
from ingest.readers.pdf import read_pdf
from knowledge.grounding import flat

Reader = Callable[[bytes], str]


def ours(content: bytes) -> str:
    """The parts that Tierdesk reads."""
    return read_pdf(content, "file.pdf").text


def by_pdfplumber(content: bytes) -> str:
    """Plain text by pdfplumber."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def by_pdfminer(content: bytes) -> str:
    """Text with pdfminer's layout analysis."""
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(content))


def by_pdfium(content: bytes) -> str:
    """Text in the order that PDFium finds it."""
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def by_pymupdf(content: bytes) -> str:
    """Text by MuPDF; it is only measured, since its licence is not ours."""
    import pymupdf  # type: ignore[import-not-found]  # installed by who wants to measure it

    with pymupdf.open(stream=content, filetype="pdf") as pdf:
        return "\n".join(page.get_text(sort=True) for page in pdf)


READERS: dict[str, Reader] = {
    "Tierdesk": ours,
    "pdfplumber": by_pdfplumber,
    "pdfminer.six": by_pdfminer,
    "pypdfium2": by_pdfium,
    "PyMuPDF": by_pymupdf,
}


def main() -> None:
    folder = Path(sys.argv[1])
    lines = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = [entry for entry in map(json.loads, lines) if entry["file"].endswith(".pdf") and entry["must_contain"]]
    table = Table("reader", "phrases", "in one line", "ms a page")
    for name, reader in READERS.items():
        found = together = total = pages = 0
        began = time.process_time()
        for entry in wanted:
            try:
                text = reader((folder / entry["file"]).read_bytes())
            except ImportError:
                break
            except UnreadableFile:
                text = ""
            rows = [flat(row).casefold() for row in text.splitlines()]
            whole = flat(text).casefold()
            phrases = [flat(words).casefold() for words in entry["must_contain"]]
            total += len(phrases)
            pages += entry["pages"] or 1
            found += sum(phrase in whole for phrase in phrases)
            together += sum(any(phrase in row for row in rows) for phrase in phrases)
        if total:
            spent = (time.process_time() - began) * 1000 / pages
            table.add_row(name, f"{found} of {total}", str(together), f"{spent:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
