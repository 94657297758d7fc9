"""The forms of publishing: every field of a draft, and handing in files."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from bot.screens.blocks import Block, context
from bot.screens.form_parts import (
    View,
    date_input,
    file_input,
    form,
    multi_select_input,
    select_input,
    some_of,
    text_input,
    time_input,
)
from bot.screens.publishing_words import AUDIENCES, FIELDS, NOTHING, kind_name, language_name
from bot.screens.text import Language, escape
from bot.tools.publishing_fields import LONGEST
from bot.tools.publishing_fields import NOTHING as NO_CHOICE
from bot.tools.publishing_world import World
from channel.publications import Publication
from ingest.guessing import kinds

EDIT_FORM: Final = "publication.edit"
DROP_FORM: Final = "publication.drop"
FILES: Final = "files"
WORDS: Final = "words"
LANGUAGES: Final = ("en", "de", "fr", "it", "es", "nl", "pl", "cs", "da", "sv", "nb", "fi", "pt")
ZONES: Final = (
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Paris",
    "Europe/Oslo",
    "Europe/Stockholm",
    "Europe/Helsinki",
    "Europe/Warsaw",
    "Europe/Madrid",
    "Europe/Rome",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "UTC",
)


def edit_form(key: str, world: World, item: Publication, language: Language, origin: str) -> View:
    """Every field of a draft; what cannot apply to this publisher is not asked.

    Args:
        key: of the draft.
        world: the publisher's own.
        item: what the fields hold now.
        language: of the labels.
        origin: the message that the form was opened from, handed back when it is sent.
    """
    german, terms = language == "de", item.terms
    none = {NO_CHOICE: "–"}
    ordered = sorted(world.live, key=lambda v: (v.document_id != item.replaces, v.title.casefold()))
    documents = {str(v.document_id): f"{v.title} {v.version}" for v in ordered}
    partners = {str(p.id): p.name for p in world.partners}
    local = terms.visible_from.astimezone(ZoneInfo(terms.zone)) if terms.visible_from else None
    zones = {zone: zone.replace("_", " ") for zone in dict.fromkeys((terms.zone, world.zone, *ZONES))}
    codes = dict.fromkeys((item.language, *LANGUAGES))

    def label(name: str) -> str:
        return FIELDS[name][language]

    blocks: list[Block] = [
        text_input("title", label("title"), item.title, longest=LONGEST["title"], optional=False),
        text_input("version", label("version"), item.version, longest=LONGEST["version"], optional=False),
        select_input(
            "replaces", label("replaces"), {NO_CHOICE: NOTHING[language], **documents}, str(item.replaces or NO_CHOICE)
        ),
        select_input("kind", label("kind"), {kind: kind_name(kind, language) for kind in kinds()}, item.kind),
        select_input("language", label("language"), {c: language_name(c, language) for c in codes}, item.language),
        text_input("mpns", label("mpns"), ", ".join(item.mpns), long=True),
        select_input(
            "audience", label("audience"), {a: AUDIENCES[a][language] for a in world.audiences}, terms.audience
        ),
    ]
    if partners:
        chosen = str(terms.organisation_id or NO_CHOICE)
        hint = " (nur bei „Eine Organisation“)" if german else " (only for one organisation)"
        blocks.append(select_input("organisation", label("organisation") + hint, {**none, **partners}, chosen))
    if world.lines:
        lines = {str(line): name for line, name in world.lines.items()}
        places = ", ".join(terms.territories)
        blocks += [
            multi_select_input("lines", label("lines"), lines, [str(line) for line in terms.line_ids]),
            text_input("territories", f"{label('territories')} (DE, AT, DACH …)", places),
        ]
    if world.tiers:
        tiers = {NO_CHOICE: "–", **{str(rank): name for rank, name in world.tiers.items()}}
        blocks.append(select_input("min_tier", label("min_tier"), tiers, str(terms.min_rank or NO_CHOICE)))
    yes = {"yes": "nur mit unterzeichnetem NDA" if german else "only with a signed NDA"}
    blocks += [
        some_of("nda", label("nda"), yes, ["yes"] if terms.nda else [], optional=True),
        date_input("effective_from", label("effective_from"), item.effective_from.isoformat()),
        date_input("valid_to", label("valid_to"), item.valid_to.isoformat() if item.valid_to else ""),
        date_input("visible_day", label("visible_from"), local.date().isoformat() if local else ""),
        time_input("visible_time", "Uhrzeit" if german else "Time", f"{local:%H:%M}" if local else ""),
        select_input("zone", "Zeitzone" if german else "Time zone", zones, terms.zone),
        context(
            "Ohne Tag: sofort, oder mit dem Tag, ab dem es gilt. Vorher sieht es nur Ihre Organisation."
            if german
            else "Without a day: at once, or with the day it is valid from. Before, only your organisation sees it."
        ),
    ]
    title = "Dokument bearbeiten" if german else "Edit the document"
    kept = {"draft": key, "origin": origin}
    return form(EDIT_FORM, title, "Übernehmen" if german else "Apply", kept, blocks, language)


def drop_form(language: Language) -> View:
    """Handing in files with a few words."""
    german = language == "de"
    words = (
        "Was ist es? Ersetzt es etwas, für wen, ab wann (freiwillig)"
        if german
        else "What is it? Does it replace something, for whom, from when (optional)"
    )
    example = (
        "Zum Beispiel: neues FW120-Datenblatt, gültig ab 1. Dezember, ab Gold, mit NDA. "
        "Ich zeige alles, bevor etwas erscheint."
        if german
        else "For example: new FW120 datasheet, valid from 1 December, Gold and up, NDA. "
        "I show everything before anything is published."
    )
    blocks = [
        file_input(FILES, "Dateien" if german else "Files"),
        text_input(WORDS, words, long=True),
        context(escape(example)),
    ]
    title = "Dokument veröffentlichen" if german else "Publish a document"
    return form(DROP_FORM, title, "Weiter" if german else "Continue", {}, blocks, language)
