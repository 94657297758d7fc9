"""Publishing: the card that is confirmed, what became of it, and what would vanish."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from typing import Any, Final

from bot.screens.blocks import (
    TABLE_ROWS,
    Block,
    File,
    Screen,
    actions,
    button,
    context,
    fields,
    section,
    shorten,
    table,
)
from bot.screens.publishing_words import (
    FIELDS,
    GUESS,
    REASONS,
    audience_words,
    field_values,
    instant,
    reach_words,
)
from bot.screens.text import Language, escape
from bot.tools.publishing_preview import BulkPreview, Live, LiveItem, Preview, TakenBack, Vanished
from ingest.comparing import ChangedFigure, Changes

MOST_FIGURES: Final = 6
MOST_LINES: Final = 3
MOST_REFUSED: Final = 15
MOST_NAMES: Final = 5
LINE_LENGTH: Final = 160


def preview_screen(value: Preview, language: Language) -> Screen:
    """One document as it would be published."""
    german, item = language == "de", value.item
    lead = f"„{escape(item.title)}“ veröffentlichen?" if german else f"Publish “{escape(item.title)}”?"
    if value.replaces is not None:
        lead += (
            f" Ersetzt {escape(value.replaces.version)}."
            if german
            else f" It replaces {escape(value.replaces.version)}."
        )
    pairs = [
        (f"{FIELDS[name][language]}{f' {GUESS}' if _is_guess(item.guessed, name) else ''}", text)
        for name, text in field_values(value, language).items()
    ]
    who = _who(value, language) + (f"\n{losing_words(value, language)}" if value.losing else "")
    blocks: list[Block] = [section(f"*{lead}*"), fields(pairs), section(who)]
    notes = [_length(value, language), *(f":warning: {escape(warning)}" for warning in value.warnings[:4])]
    plain = [lead, *(f"{label}: {text}" for label, text in pairs), who.replace("*", ""), *notes]
    if value.changes is not None:
        words = change_words(value.changes, language)
        blocks.append(section("\n".join(words)))
        plain += words
    if value.suspicions:
        warning = suspicion_words(value, language)
        blocks.append(section(warning))
        plain.append(warning)
    blocks.append(context(*notes))
    if item.guessed:
        hint = f"{GUESS} von mir geschätzt, bitte prüfen" if german else f"{GUESS} guessed by me, please check"
        blocks.append(context(hint))
        plain.append(hint)
    blocks.append(_buttons(value.key, language))
    return Screen("\n".join(plain), tuple(blocks))


def bulk_screen(value: BulkPreview, language: Language) -> Screen:
    """Several documents: what would be published, replaced, and refused with the reason."""
    german = language == "de"
    ready, new = len(value.items), sum(item.replaces is None for item in value.items)
    counts = (
        (new, "neu", "new"),
        (ready - new, "als neue Fassung", "replacing a version"),
        (len(value.refused), "abgelehnt", "refused"),
    )
    said = ", ".join(f"{count} {de if german else en}" for count, de, en in counts if count)
    lead = f"{ready} Dokumente veröffentlichen? {said}" if german else f"Publish {ready} documents? {said}"
    head = ["Datei", "Dokument", "Ersetzt", "Für, ab"] if german else ["File", "Document", "Replaces", "For, from"]
    rows = [_row(item, language) for item in value.items]
    blocks: list[Block] = [section(f"*{lead}.*")]
    plain = [f"{lead}."]
    if rows:
        blocks.append(table(head, rows))
        plain += [escape(" | ".join(row)) for row in rows]
    if value.refused:
        lines = [f"• *{escape(shorten(name, 80))}*: {escape(reason)}" for name, reason in value.refused[:MOST_REFUSED]]
        blocks.append(section("\n".join([("*Abgelehnt*" if german else "*Refused*"), *lines])))
        plain += [line.replace("*", "") for line in lines]
    flagged = [item.item.file_name for item in value.items if item.suspicions]
    if flagged:
        warning = ":warning: " + (
            f"Auffälliger Text in {escape(', '.join(flagged))}"
            if german
            else f"Suspicious text in {escape(', '.join(flagged))}"
        )
        blocks.append(context(warning))
        plain.append(warning)
    note = (
        "Alle zusammen in einem Schritt: entweder erscheinen alle oder keines; mit „Rückgängig“ gehen alle zurück."
        if german
        else "All in one step: either all of them appear or none; undo takes all of them back."
    )
    files: tuple[File, ...] = ()
    if len(rows) > TABLE_ROWS or len(value.refused) > MOST_REFUSED:
        files = (_dry_run(head, rows, value, language),)
        note += " Die ganze Liste hängt als Datei an." if german else " The whole list is attached as a file."
    blocks += [context(note), _buttons(value.key, language, edit=False)]
    return Screen("\n".join([*plain, note]), tuple(blocks), files)


def live_screen(value: Live, language: Language) -> Screen:
    """That it is live, since when and how long; with undo and retire."""
    german = language == "de"
    if len(value.items) == 1:
        item = value.items[0]
        lead = _live_lead(item, value, language)
        question = (
            f"Was steht in „{item.title}“ zu {item.mpn or 'diesem Thema'}?"
            if german
            else f"What does “{item.title}” say about {item.mpn or 'it'}?"
        )
        buttons = [
            button("Etwas fragen" if german else "Ask it something", "ask.published", question),
            _undo(item.version, language),
            button("Zurückziehen" if german else "Retire", "publication.retire", str(item.version)),
        ]
        blocks = (section(f":white_check_mark: {lead}"), actions(*buttons))
        return Screen(lead, blocks)
    passages = sum(item.passages for item in value.items)
    time = instant(value.at, value.items[0].zone, language)
    lead = (
        f"{len(value.items)} Dokumente veröffentlicht am {time}, {passages} Abschnitte."
        if german
        else f"{len(value.items)} documents published on {time}, {passages} passages."
    )
    blocks = (section(f":white_check_mark: {lead}"), actions(_undo(value.items[0].version, language)))
    return Screen(lead, blocks, (_summary(value, language),))


def taken_back_screen(value: TakenBack, language: Language) -> Screen:
    """What would vanish, who sees it today, and what comes back."""
    german = language == "de"
    versions = ", ".join(escape(version.version) for version in value.versions)
    title = f"„{escape(value.title)}“" if german else f"“{escape(value.title)}”"
    if value.restores:
        lead = f"{title} wieder veröffentlichen?" if german else f"Bring {title} back?"
        sees = reach_words(value.reach, language)
        note = f"Version {versions}: {sees}."
        label = "Wieder veröffentlichen" if german else "Bring it back"
    elif value.undoes:
        lead = f"Veröffentlichung von {title} rückgängig machen?" if german else f"Undo publishing {title}?"
        note = _comes_back(value, versions, language)
        label = "Rückgängig" if german else "Undo"
    else:
        lead = f"{title} zurückziehen?" if german else f"Retire {title}?"
        sees = reach_words(value.reach, language)
        note = (
            f"Version {versions} verschwindet sofort. Wer sie verliert: {sees}."
            if german
            else f"Version {versions} vanishes at once. Who loses it: {sees}."
        )
        label = "Zurückziehen" if german else "Retire"
    buttons = actions(
        button(label, "draft.confirm", value.key, "primary" if value.restores else "danger"),
        button("Lassen, wie es ist" if german else "Leave it as it is", "draft.discard", value.key),
    )
    return Screen(f"{lead}\n{note}", (section(f"*{lead}*\n{note}"), buttons))


def vanished_screen(value: Vanished, language: Language) -> Screen:
    """That it is gone, or as it was before."""
    german = language == "de"
    time = instant(value.at, value.zone, language)
    title = escape(value.title)
    if value.undone:
        lead = (
            f"Rückgängig gemacht: „{title}“ ist wieder wie vorher"
            if german
            else f"Undone: “{title}” is as it was before"
        )
        if value.former:
            lead += f", {'es gilt' if german else 'current is'} Version {escape(value.former)}"
        return Screen(f"{lead}.", (section(f":white_check_mark: {lead}."), context(time)))
    lead = f"„{title}“ ist weg, seit {time}." if german else f"“{title}” is gone since {time}."
    blocks = (section(f":white_check_mark: {lead}"), actions(_undo(value.versions[0], language)))
    return Screen(lead, blocks)


def change_words(changes: Changes, language: Language) -> list[str]:
    """What changed, in words and in figures."""
    german = language == "de"
    if changes.nothing:
        return ["Am Text ändert sich nichts." if german else "Nothing changes in its text."]
    counts = [
        (len(changes.figures), "mit anderen Zahlen", "with other figures"),
        (len(changes.reworded), "umformuliert", "reworded"),
        (len(changes.added), "neu", "added"),
        (len(changes.removed), "entfallen", "removed"),
    ]
    said = ", ".join(f"{count} {de if german else en}" for count, de, en in counts if count)
    said = f"Zeilen: {said}" if german else f"lines: {said}"
    passages = f"{changes.passages_before} → {changes.passages_after} {'Abschnitte' if german else 'passages'}"
    lead = f"*{'Was sich ändert' if german else 'What changes'}*: {said} ({passages})"
    lines = [lead, *(_figure(figure) for figure in changes.figures[:MOST_FIGURES])]
    lines += [f"+ {_line(line)}" for line in changes.added[:MOST_LINES]]
    lines += [f"– {_line(line)}" for line in changes.removed[:MOST_LINES]]
    shown = min(len(changes.figures), MOST_FIGURES) + min(len(changes.added), MOST_LINES)
    shown += min(len(changes.removed), MOST_LINES)
    left = len(changes.figures) + len(changes.added) + len(changes.removed) - shown
    if left:
        lines.append(f"… {left} {'weitere' if german else 'more'}")
    return lines


def losing_words(value: Preview, language: Language) -> str:
    """Who sees the version that is replaced and will not see this one."""
    former = escape(value.replaces.version) if value.replaces else ""
    names = escape(", ".join(value.losing[:MOST_NAMES])) + (" …" if len(value.losing) > MOST_NAMES else "")
    return (
        f":warning: {former} sehen heute auch {len(value.losing)} andere, diese Version nicht: {names}."
        if language == "de"
        else f":warning: {len(value.losing)} who see {former} today will not see this version: {names}."
    )


def suspicion_words(value: Preview, language: Language) -> str:
    """Text that tries to steer an assistant, quoted."""
    lead = (
        ":warning: *Auffälliger Text.* Er wirkt nicht auf meine Antworten; prüfen Sie trotzdem, ob er hineingehört."
        if language == "de"
        else ":warning: *Suspicious text.* It has no effect on my answers; do check whether it belongs there."
    )
    lines = [
        f"• {REASONS.get(s.reason, REASONS['steer'])[language]}: “{_line(' '.join(s.quote.split()).strip(' |'))}”"
        for s in value.suspicions[:MOST_LINES]
    ]
    return "\n".join([lead, *lines])


def _is_guess(guessed: tuple[str, ...], name: str) -> bool:
    if name == "audience":
        return "audience" in guessed and "lines" in guessed
    return name in guessed


def _who(value: Preview, language: Language) -> str:
    """In words: who will be able to see it, from when, and how many that is today."""
    german, terms = language == "de", value.item.terms
    who = audience_words(value, language)
    when = instant(terms.visible_from, terms.zone, language) if terms.visible_from else ""
    lead = "Wer es sehen wird" if german else "Who will see it"
    sign = "" if value.reach.count else ":warning: "
    words = f"*{lead}*: {who}; {sign}{reach_words(value.reach, language)}."
    if when:
        words += (
            f" Erst ab {when}; bis dahin nur Ihre eigene Organisation."
            if german
            else f" Not before {when}; until then only your own organisation."
        )
    return words


def _length(value: Preview, language: Language) -> str:
    file = escape(shorten(value.item.file_name, 80))
    if language == "de":
        return f"{file}: {value.pages} Seite{'n' * (value.pages != 1)}, {_passages(value.passages, language)}"
    return f"{file}: {value.pages} page{'s' * (value.pages != 1)}, {_passages(value.passages, language)}"


def _passages(count: int, language: Language) -> str:
    one, many = ("Abschnitt", "Abschnitte") if language == "de" else ("passage", "passages")
    return f"{count} {one if count == 1 else many}"


def _figure(figure: ChangedFigure) -> str:
    old, new = " ".join(figure.old) or "–", " ".join(figure.new) or "–"
    return f"• *{escape(shorten(old, 40))} → {escape(shorten(new, 40))}*  {_line(figure.after)}"


def _line(line: str) -> str:
    return escape(shorten(line, LINE_LENGTH))


def _buttons(key: str, language: Language, *, edit: bool = True) -> Block:
    german = language == "de"
    buttons = [button("Veröffentlichen" if german else "Publish", "draft.confirm", key, "primary")]
    if edit:
        buttons.append(button("Bearbeiten" if german else "Edit", "draft.edit", key))
    return actions(*buttons, button("Verwerfen" if german else "Discard", "draft.discard", key))


def _undo(version: int, language: Language) -> Block:
    german = language == "de"
    question = (
        "Alles ist danach wieder wie vor der Änderung." if german else "Everything will be as it was before the change."
    )
    return button("Rückgängig" if german else "Undo", "publication.undo", str(version), confirm=question)


def _live_lead(item: LiveItem, value: Live, language: Language) -> str:
    german = language == "de"
    title = f"„{escape(item.title)}“ {escape(item.name)}" if german else f"“{escape(item.title)}” {escape(item.name)}"
    passages = _passages(item.passages, language)
    former = ""
    if item.former:
        former = f" Version {escape(item.former)} {'ist abgelöst' if german else 'is superseded'}."
    if item.visible_from > value.at:
        opens = instant(item.visible_from, item.zone, language)
        return (
            f"{title} ist veröffentlicht, {passages}, und öffnet sich am {opens}.{former}"
            if german
            else f"{title} is published, {passages}, and opens on {opens}.{former}"
        )
    since = instant(value.at, item.zone, language)
    return (
        f"{title} gilt seit {since}, {passages}.{former}"
        if german
        else f"{title} is live since {since}, {passages}.{former}"
    )


def _comes_back(value: TakenBack, versions: str, language: Language) -> str:
    german = language == "de"
    words = f"Version {versions} {'verschwindet sofort' if german else 'vanishes at once'}"
    if value.former is not None:
        words += f", Version {escape(value.former.version)} {'gilt wieder' if german else 'is current again'}"
    return f"{words}."


def _row(item: Preview, language: Language) -> list[str]:
    replaced = f"{item.replaces.title} {item.replaces.version}" if item.replaces else ""
    values = field_values(item, language)
    who = html.unescape(values["audience"])
    return [item.item.file_name, f"{item.item.title} {item.item.version}", replaced, f"{who}, {values['visible_from']}"]


def _dry_run(head: list[str], rows: list[list[str]], value: BulkPreview, language: Language) -> File:
    refused = [[name, "", "", reason] for name, reason in value.refused]
    return _csv("dry-run.csv", "Probelauf" if language == "de" else "Dry run", [head, *rows, *refused])


def _summary(value: Live, language: Language) -> File:
    german = language == "de"
    head = (
        ["Datei", "Titel", "Version", "ersetzte Version", "Abschnitte", "sichtbar ab (UTC)"]
        if german
        else ["file", "title", "version", "superseded", "passages", "visible from (UTC)"]
    )
    rows = [
        [i.file_name, i.title, i.name, i.former or "", str(i.passages), f"{i.visible_from:%Y-%m-%d %H:%M}"]
        for i in value.items
    ]
    return _csv("published.csv", "Veröffentlicht" if german else "Published", [head, *rows])


def _csv(name: str, title: str, rows: list[list[str]]) -> File:
    written = io.StringIO()
    csv.writer(written).writerows([[_harmless(cell) for cell in row] for row in rows])
    return File(name, written.getvalue().encode("utf-8"), title)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    Preview: preview_screen,
    BulkPreview: bulk_screen,
    Live: live_screen,
    TakenBack: taken_back_screen,
    Vanished: vanished_screen,
}
