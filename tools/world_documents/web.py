"""Renders a document as HTML or Markdown."""

from __future__ import annotations

from html import escape

from tools.world_documents import source
from tools.world_documents.brands import Brand
from tools.world_documents.wording import confidentiality, validity

STYLE = (
    "body{{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222}}"
    "h1,h2,h3{{color:{colour}}}table{{border-collapse:collapse;width:100%}}"
    "th{{background:{colour};color:#fff;text-align:left}}th,td{{padding:.35rem .6rem;border:1px solid #ccd}}"
    "blockquote{{background:{tint};border-left:4px solid {accent};margin:1rem 0;padding:.6rem 1rem}}"
)


def render_html(document: source.Document, brand: Brand) -> bytes:
    """A page of its own, with navigation and a foot as web sites have them."""
    entry = document.entry
    style = STYLE.format(colour=brand.colour, tint=brand.tint, accent=brand.accent)
    body = "\n".join(_html(block) for block in document.blocks)
    foot = " · ".join(
        p for p in (brand.name, validity(entry), confidentiality(entry), document.look.footer) if p
    )
    page = (
        f'<!doctype html>\n<html lang="{entry.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(entry.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<nav>{escape(brand.site)} | Products | Programme | Support</nav>\n<main>\n"
        f"<h1>{escape(entry.title)}</h1>\n<p>{escape(validity(entry))}</p>\n{body}\n</main>\n"
        f"<footer><p>{escape(foot)}</p></footer>\n</body>\n</html>\n"
    )
    return page.encode()


def _html(block: source.Block) -> str:
    match block:
        case source.Heading(level, words):
            return f"<h{level}>{_spans(words)}</h{level}>"
        case source.Paragraph(words, note):
            text = f"<p>{_spans(words)}</p>"
            return f"<blockquote>{text}</blockquote>" if note else text
        case source.Items(numbered, items):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>" + "".join(f"<li>{_spans(item)}</li>" for item in items) + f"</{tag}>"
        case source.Grid():
            return _html_table(block)
        case source.Break():
            return "<hr>"
        case _:
            raise KeyError(f"a page cannot hold {type(block).__name__}")


def _html_table(grid: source.Grid) -> str:
    """The table; equal cells below one another in the first column are one cell over several rows."""
    lines = ["<table>"]
    if grid.caption:
        lines.append(f"<caption>{escape(grid.caption)}</caption>")
    lines.append(
        "<thead><tr>" + "".join(f"<th>{_spans(cell)}</th>" for cell in grid.header) + "</tr></thead><tbody>"
    )
    for index, row in enumerate(grid.rows):
        above = grid.rows[index - 1][0] if index else None
        cells = [f"<td>{_spans(cell)}</td>" for cell in row[1:]]
        if row[0] != above:
            span = 1
            while index + span < len(grid.rows) and grid.rows[index + span][0] == row[0]:
                span += 1
            cells.insert(
                0, f'<td rowspan="{span}">{_spans(row[0])}</td>' if span > 1 else f"<td>{_spans(row[0])}</td>"
            )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody></table>"])


def _spans(words: source.Words) -> str:
    parts = []
    for run in words:
        text = escape(run.text, quote=False)
        text = f"<strong>{text}</strong>" if run.bold else text
        parts.append(f"<em>{text}</em>" if run.italic else text)
    return "".join(parts)


def render_markdown(document: source.Document, brand: Brand) -> bytes:
    """The Markdown as written, with its title and validity above it."""
    entry = document.entry
    head = " · ".join(p for p in (brand.name, validity(entry), confidentiality(entry)) if p)
    foot = f"\n---\n\n{document.look.footer}\n" if document.look.footer else ""
    return f"# {entry.title}\n\n{head}\n\n{document.text.strip()}\n{foot}".encode()
