"""`python -m tools.world_documents` writes every document and the manifest into the demo world."""

from __future__ import annotations

from pathlib import Path

import yaml

from tools.world_documents.brands import Brand, load_brands
from tools.world_documents.facts import Facts, load_facts
from tools.world_documents.office import render_slides, render_word
from tools.world_documents.pdf import render_pdf
from tools.world_documents.sheets import render_workbook
from tools.world_documents.source import Document, read_document
from tools.world_documents.web import render_html, render_markdown

HERE = Path(__file__).parent
WORLD = HERE.parents[1] / "bot" / "playground" / "world"
MANIFEST_HEAD = """\
# The documents of the demo world: what each is, how long it holds, and to whom it is given.
# Written by `python -m tools.world_documents`; edit the front matter in tools/world_documents/content.
# Several versions of one document share `document`. `releases` add up; the conditions within one hold
# together. `visible_from` (UTC): before it nobody of that release sees the document; null means at once.
"""


def render(document: Document, brand: Brand, facts: Facts) -> bytes:
    """The file of one document, in the format that its name says."""
    suffix = Path(document.entry.file).suffix
    if suffix == ".xlsx":
        return render_workbook(document, brand, facts)
    writers = {
        ".pdf": render_pdf,
        ".docx": render_word,
        ".pptx": render_slides,
        ".html": render_html,
        ".md": render_markdown,
    }
    return writers[suffix](document, brand)


def write_all(world: Path) -> int:
    """Write all documents and `documents.yaml` below `world`; returns how many."""
    facts, brands = load_facts(HERE / "facts.yaml"), load_brands(HERE / "brands.yaml")
    folder = world / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    documents = [read_document(path, facts) for path in sorted((HERE / "content").iterdir())]
    for document in documents:
        (folder / document.entry.file).write_bytes(render(document, brands[document.entry.owner], facts))
    for stray in {path.name for path in folder.iterdir()} - {document.entry.file for document in documents}:
        (folder / stray).unlink()
    entries = [document.entry.model_dump(mode="json") for document in documents]
    listing = yaml.safe_dump({"documents": entries}, sort_keys=False, allow_unicode=True, width=110)
    (world / "documents.yaml").write_text(MANIFEST_HEAD + listing, encoding="utf-8")
    return len(documents)


if __name__ == "__main__":
    print(f"{write_all(WORLD)} documents")
