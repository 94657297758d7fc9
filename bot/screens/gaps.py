"""What the documents did not answer, for those who can write it down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import TABLE_ROWS, File, Screen
from bot.screens.rows import Grid, page, spreadsheet
from bot.screens.text import Language, day, escape
from bot.tools.gaps import Gap, GapReport

HEADS: dict[Language, tuple[str, ...]] = {
    "en": ("Question", "Asked", "People", "Last"),
    "de": ("Frage", "Gestellt", "Personen", "Zuletzt"),
}


def gap_screen(value: GapReport, language: Language) -> Screen:
    """How many questions stayed open, by what they mean, most people first; never who asked."""
    german = language == "de"
    span = f"{day(value.first, language)} – {day(value.last, language)}"
    if not value.gaps:
        nothing = (
            f"Alles, was Partner zwischen {span} gefragt haben, haben die Dokumente beantwortet."
            if german
            else f"The documents answered everything that partners asked, {span}."
        )
        return page(nothing, language=language)
    lead = (
        f"{value.questions} Fragen von {value.askers} Personen blieben offen, in {len(value.gaps)} Themen ({span})."
        if german
        else f"{value.questions} questions of {value.askers} people stayed open, on {len(value.gaps)} topics ({span})."
    )
    rows = tuple(_row(gap, language) for gap in value.gaps)
    files: tuple[File, ...] = ()
    if len(rows) > TABLE_ROWS:
        files = (spreadsheet("unanswered.csv", lead, HEADS[language], [_plain(gap) for gap in value.gaps]),)
    note = (
        "Nach Bedeutung zusammengefasst; Namen, Beträge und Vorgangsnummern sind entfernt. Legen Sie ein Dokument ab, "
        "das sie beantwortet, und ich veröffentliche es."
        if german
        else "Put together by meaning; names, amounts and deal numbers are left out. Drop a document here that answers "
        "them, and I publish it."
    )
    older = ""
    if value.left_out:
        older = (
            f"{value.left_out} ältere Fragen sind gezählt, aber nicht zugeordnet."
            if german
            else f"{value.left_out} older questions are counted but not sorted."
        )
    right = frozenset({1, 2})
    grid = Grid(HEADS[language], rows, right)
    return page(lead, grid=grid, notes=(note, older), files=files, language=language)


def _row(gap: Gap, language: Language) -> tuple[str, ...]:
    return (escape(gap.question), str(gap.times), str(gap.askers), day(gap.last, language))


def _plain(gap: Gap) -> tuple[str, ...]:
    return (gap.question, str(gap.times), str(gap.askers), gap.last.isoformat())


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {GapReport: gap_screen}
