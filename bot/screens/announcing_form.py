"""The form of an announcement: its words in both languages, whom it is for, from and until when."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from bot.screens.form_parts import View, date_input, form, multi_select_input, text_input, time_input
from bot.screens.text import Language
from bot.tools.announcing_form import Editable
from channel.announcements_drafting import TEXT_LIMIT, TITLE_LIMIT
from channel.places import GROUPS, country_name

FORM: Final = "announcement.form"


def announcement_form(value: Editable, language: Language, origin: str) -> View:
    """The form, filled with what is known; a correction keeps its readers.

    Args:
        value: the draft and what can be chosen.
        language: of the labels.
        origin: the message that the form was opened from, handed back when it is sent.
    """
    german, wanted = language == "de", value.wanted
    words = wanted.words
    other = ("Englisch" if words.language == "de" else "Deutsch") if german else (
        "English" if words.language == "de" else "German"
    )
    blocks = [
        text_input("title", "Überschrift" if german else "Title", words.title, longest=TITLE_LIMIT, optional=False),
        text_input("text", "Text", words.text, long=True, longest=TEXT_LIMIT),
        text_input(
            "other_title",
            f"Überschrift auf {other}" if german else f"Title in {other}",
            words.other_title,
            longest=TITLE_LIMIT,
        ),
        text_input(
            "other_text", f"Text auf {other}" if german else f"Text in {other}", words.other_text, long=True,
            longest=TEXT_LIMIT,
        ),
    ]  # fmt: skip
    if wanted.corrects is None:
        blocks += _audience(value, language)
        at = wanted.at.astimezone(ZoneInfo(value.timezone)) if wanted.at else None
        blocks += [
            date_input("at_day", "Gesperrt bis (Tag)" if german else "Embargo until (day)", f"{at:%Y-%m-%d}" if at else ""),
            time_input("at_time", "Uhrzeit" if german else "Time", f"{at:%H:%M}" if at else ""),
        ]
    end = wanted.expires.astimezone(ZoneInfo(value.timezone)) if wanted.expires else None
    blocks.append(
        date_input("expires", "Letzter Tag" if german else "Last day", f"{end:%Y-%m-%d}" if end else "")
    )
    title = "Ankündigung" if german else "Announcement"
    kept = {"draft": value.key, "origin": origin}
    return form(FORM, title, "Weiter" if german else "Continue", kept, blocks, language)


def _audience(value: Editable, language: Language) -> list[dict[str, object]]:
    german, addressed = language == "de", value.wanted.addressed
    choices = [
        ("tiers", "Stufen" if german else "Tiers", {name: name for name in value.tiers}, addressed.tiers),
        ("lines", "Linien" if german else "Lines", {name: name for name in value.lines}, addressed.lines),
        (
            "territories",
            "Länder" if german else "Countries",
            {code: code if code in GROUPS else country_name(code, language) for code in value.territories},
            addressed.territories,
        ),
    ]
    return [multi_select_input(name, label, options, known) for name, label, options, known in choices if options]
