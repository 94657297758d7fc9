"""The pack for a quarterly review: key figures on top, a few lines for each area, everything in two files.

The figures go as CSV, because they are taken into a spreadsheet; the whole pack as Markdown, because it is pasted
into a document or slides and reads well as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.screens import finance, programmes
from bot.screens.blocks import Block, File, Screen, section
from bot.screens.kpis import scorecard_screen
from bot.screens.text import Language
from bot.tools.qbr import Area, Pack

NAMES: dict[str, dict[Language, str]] = {
    "figures": {"en": "Key figures", "de": "Kennzahlen"},
    "tier": {"en": "Tier", "de": "Stufe"},
    "rebate": {"en": "Rebate", "de": "Rebate"},
    "funds": {"en": "Marketing funds", "de": "Marketingmittel"},
    "certificates": {"en": "Certificates that end", "de": "Zertifikate, die ablaufen"},
    "renewals": {"en": "Renewals ahead", "de": "Anstehende Verlängerungen"},
}
AREAS: Final[Mapping[type, Callable[[Any, Language], Screen]]] = {**programmes.SCREENS, **finance.SCREENS}
SHOWN = 4


def pack_screen(value: Pack, language: Language) -> Screen:
    """The scorecard, then each area with its first lines."""
    figures = scorecard_screen(value.scorecard, language)
    drawn = [(NAMES[area.name][language], _screen(area, language)) for area in value.areas]
    briefs = [f"*{name}*\n" + "\n".join(_brief(screen, language)) for name, screen in drawn]
    blocks: list[Block] = [*figures.blocks, *(section(brief) for brief in briefs)]
    text = "\n".join((figures.text, *briefs))
    whole = [(NAMES["figures"][language], figures), *drawn]
    return Screen(text, tuple(blocks), (*figures.files, _markdown(value, whole, language)))


def _screen(area: Area, language: Language) -> Screen:
    return AREAS[type(area.value)](area.value, language)


def _brief(screen: Screen, language: Language) -> list[str]:
    lines = screen.text.splitlines()
    left = len(lines) - SHOWN
    if left <= 1:
        return lines
    return [
        *lines[:SHOWN],
        f"… {left} weitere Zeilen in der Datei" if language == "de" else f"… {left} more in the file",
    ]


def _markdown(value: Pack, parts: list[tuple[str, Screen]], language: Language) -> File:
    """All areas in full, tables as Markdown tables."""
    title = "Quartalsgespräch" if language == "de" else "Quarterly review"
    card = value.scorecard
    lines = [f"# {title} {card.who}, {card.period}"]
    for name, screen in parts:
        lines += ["", f"## {name}", ""]
        lines += _rows(screen)
    name = f"qbr-{card.period}.md"
    return File(name, "\n".join((*lines, "")).encode(), name)


def _rows(screen: Screen) -> list[str]:
    lines = []
    for block in screen.blocks:
        if block["type"] == "section":
            lines += [*(line.replace("*", "").replace("•", "-") for line in block["text"]["text"].splitlines()), ""]
        elif block["type"] == "table":
            rows = [[cell["text"].replace("|", "/") for cell in row] for row in block["rows"]]
            lines += [f"| {' | '.join(rows[0])} |", "|" + " --- |" * len(rows[0])]
            lines += [*(f"| {' | '.join(row)} |" for row in rows[1:]), ""]
        elif block["type"] == "context":
            lines += [element["text"] for element in block["elements"]]
    return lines


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Pack: pack_screen}
