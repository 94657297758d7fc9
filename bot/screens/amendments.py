"""A fact that changes in every document: each passage before and after, then what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.screens.blocks import Block, File, Screen, actions, button, context, section, shorten
from bot.screens.rows import spreadsheet
from bot.screens.text import Language, escape
from bot.tools.amendments import Amended, AmendmentDraft, PassageChange

MOST_SHOWN: Final = 8
LONGEST: Final = 300
HEAD: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Document", "Page", "Section", "Before", "After"),
    "de": ("Dokument", "Seite", "Abschnitt", "Vorher", "Nachher"),
}


def draft_screen(value: AmendmentDraft, language: Language) -> Screen:
    """How many passages of how many documents, each before and after; all of them in a file where they are many."""
    german = language == "de"
    new, places = escape(value.fact.new), len(value.changes)
    lead = (
        f"„{new}“ an {places} {'Stelle' if places == 1 else 'Stellen'} in {value.documents} "
        f"{'Dokument' if value.documents == 1 else 'Dokumenten'} einsetzen?"
        if german
        else f"Put “{new}” in {places} {'place' if places == 1 else 'places'} in {value.documents} "
        f"{'document' if value.documents == 1 else 'documents'}?"
    )
    note = (
        "Jedes Dokument bekommt eine neue Fassung mit diesen Worten; die Empfänger bleiben. Nichts ändert sich, "
        "bevor Sie bestätigen."
        if german
        else "Each document gets a revision with these words; its audience stays. Nothing changes until you confirm."
    )
    shown = value.changes[:MOST_SHOWN]
    words = [_in_words(change, language) for change in shown]
    blocks: list[Block] = [section(f"*{lead}*"), *(section(text) for text in words)]
    files: tuple[File, ...] = ()
    if len(shown) < places:
        left = places - len(shown)
        note = f"{f'Weitere {left} in der Datei.' if german else f'{left} more in the file.'} {note}"
        files = (spreadsheet("changes.csv", lead, HEAD[language], _rows(value)),)
    blocks.append(context(note))
    blocks.append(
        actions(
            button("Überall ändern" if german else "Change them all", "draft.confirm", value.key, "primary"),
            button("Verwerfen" if german else "Discard", "draft.discard", value.key),
        )
    )
    return Screen("\n".join((lead, *words, note)), tuple(blocks), files)


def done_screen(value: Amended, language: Language) -> Screen:
    """What was changed, at once findable."""
    german = language == "de"
    lead = (
        f"Geändert: {value.passages} Stellen in {len(value.versions)} Dokumenten sagen jetzt „{escape(value.title)}“."
        if german
        else f"Done: {value.passages} passages in {len(value.versions)} documents now say “{escape(value.title)}”."
    )
    note = (
        "Die früheren Fassungen bleiben als abgelöst erhalten."
        if german
        else "The former versions are kept as superseded."
    )
    question = "Alle diese Dokumente wie zuvor?" if german else "Put all these documents back as they were?"
    label = "Rückgängig" if german else "Undo"
    undo = actions(button(label, "publication.undo", str(value.versions[0]), confirm=question))
    return Screen(f"{lead}\n{note}", (section(f"*{lead}*"), context(note), undo))


def _in_words(change: PassageChange, language: Language) -> str:
    where = escape(change.title)
    if change.page is not None:
        where += f", {'S.' if language == 'de' else 'p.'} {change.page}"
    elif change.section:
        where += f", “{escape(change.section.rsplit(' › ', 1)[-1])}”"
    lines = [
        f"> ~{escape(shorten(edit.before, LONGEST))}~\n> {escape(shorten(edit.after, LONGEST))}"
        for edit in change.edits
    ]
    return "\n".join((f"*{where}*", *lines))


def _rows(value: AmendmentDraft) -> list[tuple[str, ...]]:
    return [
        (change.title, str(change.page or ""), change.section, edit.before, edit.after)
        for change in value.changes
        for edit in change.edits
    ]


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {AmendmentDraft: draft_screen, Amended: done_screen}
