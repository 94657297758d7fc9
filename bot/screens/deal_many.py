"""Many registrations from one file: what each row comes to, one confirmation, and what was registered."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from bot.screens.blocks import TABLE_ROWS, Block, File, Screen, actions, button, context, section, table
from bot.screens.registering_words import FIELDS, problem_said
from bot.screens.rows import Grid, page
from bot.screens.text import Language, escape, money, number
from bot.tools.deal_many import ManyDone, ManyDraft, RowDraft, template
from channel.money import Money

MOST_FAULTS: Final = 10


def many_screen(value: ManyDraft, language: Language) -> Screen:
    """How many rows can be registered, what is wrong with the others, and one button for all good ones."""
    german = language == "de"
    good, bad = value.good, tuple(row for row in value.rows if not row.good)
    name = escape(value.file_name)
    if german:
        lead = f"{len(good)} von {len(value.rows)} Zeilen aus {name} anmelden?" if good else f"Keine Zeile aus {name} lässt sich anmelden"
    else:
        lead = f"Register {len(good)} of {len(value.rows)} rows of {name}?" if good else f"No row of {name} can be registered"
    left = "Die anderen bleiben weg:" if german else "The others are left out:"
    faults = [_fault(row, language) for row in bad[:MOST_FAULTS]]
    if len(bad) > MOST_FAULTS:
        faults.append(f"… {'und' if german else 'and'} {len(bad) - MOST_FAULTS} {'weitere' if german else 'more'}")
    head = ["Zeile", "Kunde", "Produkte", "Wert"] if german else ["Row", "Customer", "Products", "Value"]
    blocks: list[Block] = [section(f"*{lead}*")]
    rows = [_cells(row, language) for row in good]
    if rows:
        blocks.append(table(head, rows, frozenset({3})))
    if len(rows) > TABLE_ROWS:
        blocks.append(context(f"… +{len(rows) - TABLE_ROWS}"))
    if faults:
        blocks.append(section("\n".join(([left] if good else []) + faults)))
    if value.key:
        blocks.append(
            actions(
                button("Alle anmelden" if german else "Register all", "draft.confirm", value.key, "primary"),
                button("Verwerfen" if german else "Discard", "draft.discard", value.key),
            )
        )
    plain = (lead, *(escape(" | ".join(cells)) for cells in rows[:TABLE_ROWS]), *((left,) if faults and good else ()), *faults)
    example = () if value.key else (File("registrations.csv", template(), "Vorlage" if german else "Template"),)
    return Screen("\n".join(plain), tuple(blocks), example)


def _cells(row: RowDraft, language: Language) -> list[str]:
    application = row.application
    goods = ", ".join(f"{number(quantity or 0, language)} × {mpn}" for mpn, quantity in application.lines)
    worth = ""
    if application.value and application.currency:
        worth = money(Money(Decimal(application.value), application.currency), language)
    return [str(row.number), application.customer or "", goods, worth]


def _fault(row: RowDraft, language: Language) -> str:
    german = language == "de"
    words = [escape(fault) for fault in row.faults]
    words += [problem_said(problem, language) for problem in row.problems]
    if row.missing:
        lacking = "; ".join(FIELDS[field][language] for field in row.missing)
        words.append(f"{'Es fehlt' if german else 'Missing'}: {lacking}.")
    who = escape(row.application.customer or "–")
    return f"• {'Zeile' if german else 'Row'} {row.number} ({who}): {' '.join(words)}"


def many_done_screen(value: ManyDone, language: Language) -> Screen:
    """The numbers that were given."""
    german = language == "de"
    lead = f"{len(value.rows)} Deals sind angemeldet" if german else f"{len(value.rows)} deals are registered"
    head = ("Nummer", "Kunde", "Als Nächstes prüft") if german else ("Number", "Customer", "Next to decide")
    rows = tuple((view.number, view.customer, view.holder or "") for view in value.rows)
    return page(lead, grid=Grid(head, rows), language=language)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {ManyDraft: many_screen, ManyDone: many_done_screen}
"""How each value is drawn."""
