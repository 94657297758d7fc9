"""The digest setting: to be confirmed, kept, or asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from babel.dates import get_day_names

from bot.screens.blocks import Screen, actions, button, context, section
from bot.screens.text import LOCALES, Language
from bot.tools.digests import DigestDraft, DigestKept, OwnLeadTime
from channel.digests import Frequency, Setting, Topic

TOPIC_WORDS: Final[Mapping[Topic, Mapping[Language, str]]] = {
    Topic.DEALS: {"en": "your open deals", "de": "Ihre offenen Projekte"},
    Topic.DECISIONS: {"en": "decisions that wait for you", "de": "Entscheidungen, die auf Sie warten"},
    Topic.RENEWALS: {"en": "renewals", "de": "Verlängerungen"},
    Topic.CERTIFICATES: {"en": "certificates", "de": "Zertifikate"},
}
NOT_SENT: Final[Mapping[Language, str]] = {
    "en": "I do not send digests yet; what you set is kept. Messages about decisions and deadlines come when they happen, in quiet hours too.",
    "de": "Zusammenfassungen verschicke ich noch nicht; was Sie einstellen, merke ich mir. Nachrichten zu Entscheidungen und Fristen kommen, sobald sie anfallen, auch in Ruhezeiten.",
}


def draft_screen(value: DigestDraft, language: Language) -> Screen:
    """The setting to be confirmed."""
    german = language == "de"
    lead = "So einstellen?" if german else "Set it like this?"
    words = in_words(value.setting, language)
    buttons = actions(
        button("Bestätigen" if german else "Confirm", "draft.confirm", value.key, "primary"),
        button("Verwerfen" if german else "Discard", "draft.discard", value.key),
    )
    return Screen(
        f"{lead}\n{words}\n{NOT_SENT[language]}",
        (section(f"*{lead}*\n{words}"), context(NOT_SENT[language]), buttons),
    )


def kept_screen(value: DigestKept, language: Language) -> Screen:
    """The setting as it is."""
    german = language == "de"
    if value.setting is None:
        lead = (
            "Sie haben noch nichts eingestellt. Schreiben Sie zum Beispiel „wöchentlich am Montag um 8“."
            if german
            else "You have set nothing yet. Write for example “weekly on Monday at 8”."
        )
    else:
        head = ("Gemerkt." if value.done else "Ihre Einstellung:") if german else ("Kept." if value.done else "Yours:")
        lead = f"{head} {in_words(value.setting, language)}"
    return Screen(f"{lead}\n{NOT_SENT[language]}", (section(lead), context(NOT_SENT[language])))


def lead_time_screen(value: OwnLeadTime, language: Language) -> Screen:
    """That reminders have the days of the vendor's policy."""
    words = (
        f"Eine eigene Vorlaufzeit von {value.days} Tagen kann ich nicht einstellen: An ablaufende Projekte erinnere ich an den Tagen, die der Hersteller in seinen Regeln nennt."
        if language == "de"
        else f"I cannot set a lead time of {value.days} days for you: I remind of deals that run out on the days that the vendor's rules name."
    )
    return Screen(words, (section(words),))


def in_words(setting: Setting, language: Language) -> str:
    """A setting in a sentence or two."""
    german, at = language == "de", f"{setting.hour:02d}:00"
    if setting.frequency is Frequency.OFF:
        words = "Keine Zusammenfassung." if german else "No digest."
    else:
        topics = ", ".join(TOPIC_WORDS[topic][language] for topic in setting.topics)
        if setting.frequency is Frequency.DAILY:
            often = f"Zusammenfassung täglich um {at}" if german else f"Digest daily at {at}"
        else:
            name = get_day_names("wide", locale=LOCALES[language])[setting.weekday]
            often = f"Zusammenfassung wöchentlich am {name} um {at}" if german else f"Digest weekly on {name} at {at}"
        words = f"{often}: {topics}."
    if setting.quiet_from and setting.quiet_to:
        start, end = f"{setting.quiet_from:%H:%M}", f"{setting.quiet_to:%H:%M}"
        words += f" Ruhe von {start} bis {end}." if german else f" Quiet from {start} to {end}."
    return words


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    DigestDraft: draft_screen,
    DigestKept: kept_screen,
    OwnLeadTime: lead_time_screen,
}
