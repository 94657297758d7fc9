"""Own data on the screen: what a file would change, what is wrong with its rows, and what was loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.screens.blocks import Block, File, Screen, actions, button, context, section
from bot.screens.text import Language, escape, number
from bot.tools.loading import AlmostTemplate, AreaPreview, LoadDone, LoadPreview, TemplateGiven
from ingest.loading.areas import Area, area_of
from ingest.loading.files import columns_file, faults_file, template
from ingest.loading.plan import Counts

SHOWN: Final = 5
COUNTED: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {"added": "new", "changed": "changed", "unchanged": "unchanged", "removed": "deleted"},
    "de": {"added": "neu", "changed": "geändert", "unchanged": "unverändert", "removed": "gelöscht"},
}


def preview_screen(value: LoadPreview, language: Language) -> Screen:
    """The counts by area; then the question to confirm, or what is wrong, row by row."""
    german, name = language == "de", escape(value.file_name)
    if value.faults:
        return _faulty(value, language)
    rows = sum(_rows(area.counts) for area in value.areas)
    titles = _titles(tuple(area.area for area in value.areas), language)
    about = f"{titles}, {_counted_rows(rows, language)}"
    if value.key is None:
        lead = (
            f"Nichts zu laden: {name} sagt, was schon gilt ({about})."
            if german
            else f"Nothing to load: {name} says what is kept already ({about})."
        )
        return Screen(lead, (section(f"*{lead}*"),))
    lead = f"{name} laden ({about})?" if german else f"Load {name} ({about})?"
    lines = [_line(area, language, several=len(value.areas) > 1) for area in value.areas]
    told = [escape(each.said(language)) for each in value.notes]
    note = (
        "Es wird alles geladen oder nichts; was in der Datei fehlt, bleibt, wie es ist."
        if german
        else "All of it is loaded or nothing; what the file leaves out stays as it is."
    )
    blocks = (
        section("\n".join((f"*{lead}*", *lines))),
        context(*told, note),
        actions(
            button("Laden" if german else "Load it", "draft.confirm", value.key, "primary"),
            button("Verwerfen" if german else "Discard", "draft.discard", value.key),
        ),
    )
    return Screen("\n".join((lead, *lines, *told, note)), blocks)


def _faulty(value: LoadPreview, language: Language) -> Screen:
    german, name, count = language == "de", escape(value.file_name), number(value.faults, language)
    faults = [fault for area in value.areas for fault in area.faults]
    one = value.faults == 1
    if german:
        lead = f"{name} habe ich nicht geladen: {count} Fehler gefunden."
    else:
        lead = f"I did not load {name}: {count} {'error' if one else 'errors'} found."
    said = [escape(fault.words(language)) for fault in faults[:SHOWN]]
    more = len(faults) - SHOWN
    rest = ""
    if more > 0:
        rest = (
            f"… und {number(more, language)} weitere in der angehängten Datei."
            if german
            else f"… and {number(more, language)} more in the attached file."
        )
    next_step = (
        "Berichtigen Sie die Zeilen und legen Sie die Datei noch einmal ab."
        if german
        else "Correct these rows and drop the file once more."
    )
    fine = [_line(area, language, several=True) for area in value.areas if _rows(area.counts)]
    title = "Fehler" if german else "errors"
    files = (File(f"{title}.csv", faults_file(faults, language), title.capitalize()),) if more > 0 else ()
    lines = [f"• {words}" for words in said] + ([rest] if rest else [])
    context_lines = [*fine, next_step]
    areas = tuple(dict.fromkeys(area.area.name for area in value.areas))
    blocks = (
        section("\n".join((f"*{lead}*", *lines))),
        context(*context_lines),
        actions(*(_template_button(area, language) for area in areas[:3])),
    )
    return Screen("\n".join((lead, *lines, *context_lines)), blocks, files)


def almost_screen(value: AlmostTemplate, language: Language) -> Screen:
    """What of the headings is not the template's, with the template."""
    german, title = language == "de", escape(value.area.title[language])
    lead = (
        f"{escape(value.file_name)} sieht nach {title} aus, aber die Überschriften passen nicht."
        if german
        else f"{escape(value.file_name)} looks like {title}, but its headings do not fit."
    )
    lines = []
    if value.lacking:
        lines.append(f"{'Es fehlen' if german else 'Missing'}: {escape(', '.join(value.lacking))}.")
    if value.unknown:
        lines.append(f"{'Unbekannt' if german else 'Unknown'}: {escape(', '.join(value.unknown))}.")
    lines.append(
        "Die Vorlage hängt an; benennen Sie die Spalten danach und legen Sie die Datei noch einmal ab."
        if german
        else "The template is attached; name the columns by it and drop the file once more."
    )
    return Screen("\n".join((lead, *lines)), (section("\n".join((f"*{lead}*", *lines))),), _files(value.area, language))


def template_screen(value: TemplateGiven, language: Language) -> Screen:
    """The template with its columns in words."""
    german, area = language == "de", value.area
    lead = f"Die Vorlage für {area.title['de']}." if german else f"The template for {area.title['en']}."
    needed = ", ".join(column.name for column in area.columns if column.required)
    lines = [
        escape(area.about[language].strip()),
        f"{'Pflicht' if german else 'Required'}: {escape(needed)}.",
        (
            "Die zweite Datei erklärt jede Spalte. Legen Sie die ausgefüllte Datei hier ab; ich zeige erst, was sich ändert."
            if german
            else "The second file explains each column. Drop the filled file here; I first show what would change."
        ),
    ]
    return Screen("\n".join((lead, *lines)), (section("\n".join((f"*{lead}*", *lines))),), _files(area, language))


def done_screen(value: LoadDone, language: Language) -> Screen:
    """What was loaded."""
    german, name = language == "de", escape(value.file_name)
    lead = f"{name} ist geladen." if german else f"{name} is loaded."
    lines = [
        _said(area_of(area), counts, language, several=len(value.counts) > 1) for area, counts in value.counts.items()
    ]
    return Screen("\n".join((lead, *lines)), (section("\n".join((f"*{lead}*", *lines))),))


def _template_button(area: str, language: Language) -> Block:
    title = area_of(area).title[language]
    label = f"Vorlage: {title}" if language == "de" else f"Template: {title}"
    return button(label, f"load.template.{area}", area)


def _files(area: Area, language: Language) -> tuple[File, ...]:
    german, title = language == "de", area.title[language]
    notes = "Spalten" if german else "columns"
    return (
        File(f"{area.name}.csv", template(area, "csv"), f"{'Vorlage' if german else 'Template'}: {title}"),
        File(f"{area.name} {notes}.csv", columns_file(area, language), f"{notes.capitalize()}: {title}"),
    )


def _line(area: AreaPreview, language: Language, *, several: bool) -> str:
    return _said(area.area, area.counts, language, several=several)


def _said(area: Area, counts: Counts, language: Language, *, several: bool) -> str:
    words = COUNTED[language]
    said = ", ".join(f"{number(count, language)} {words[name]}" for name, count in counts.plain().items() if count)
    title = area.title[language]
    return f"{title[0].upper()}{title[1:]}: {said}." if several else f"{said}."


def _titles(areas: tuple[Area, ...], language: Language) -> str:
    return ", ".join(dict.fromkeys(area.title[language] for area in areas))


def _counted_rows(rows: int, language: Language) -> str:
    one, more = {"en": ("row", "rows"), "de": ("Zeile", "Zeilen")}[language]
    return f"{number(rows, language)} {one if rows == 1 else more}"


def _rows(counts: Counts) -> int:
    return counts.added + counts.changed + counts.unchanged


SCREENS: Final[Mapping[type, Callable[[Any, Language], Screen]]] = {
    LoadPreview: preview_screen,
    AlmostTemplate: almost_screen,
    TemplateGiven: template_screen,
    LoadDone: done_screen,
}
