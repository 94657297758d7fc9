"""The digest setting: to be confirmed, kept, or asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from babel.dates import get_day_names

from bot.screens.announcing import LANGUAGES
from bot.screens.blocks import Screen, actions, button, context, section
from bot.screens.text import LOCALES, Language
from bot.tools.digests import DigestDraft, DigestKept, OwnLeadTime
from channel.digests import Frequency, Setting, Topic

TOPIC_WORDS: Final[Mapping[Topic, Mapping[Language, str]]] = {
    Topic.DEALS: {"en": "your open deals", "de": "Ihre offenen Projekte"},
    Topic.DECISIONS: {"en": "decisions that wait for you", "de": "Entscheidungen, die auf Sie warten"},
    Topic.RENEWALS: {"en": "renewals", "de": "Verlängerungen"},
    Topic.CERTIFICATES: {"en": "certificates", "de": "Zertifikate"},
    Topic.CLAIMS: {"en": "bonuses and funds to claim", "de": "Prämien und Mittel"},
    Topic.TIERS: {"en": "tier reviews", "de": "Prüfungen der Stufe"},
    Topic.ONBOARDING: {"en": "onboarding steps", "de": "Schritte des Onboardings"},
    Topic.NEWS: {"en": "news", "de": "Neuigkeiten"},
}
HELD: Final[Mapping[Language, str]] = {
    "en": "In quiet hours I hold everything back and send it when they are over. Answers to what you ask come at once.",
    "de": "In Ruhezeiten halte ich alles zurück und schicke es danach. Antworten auf Ihre Fragen kommen sofort.",
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
        f"{lead}\n{words}\n{HELD[language]}",
        (section(f"*{lead}*\n{words}"), context(HELD[language]), buttons),
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
    return Screen(f"{lead}\n{HELD[language]}", (section(lead), context(HELD[language])))


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
            days = ("täglich", "daily") if setting.free_days else ("werktags", "on working days")
            often = f"Zusammenfassung {days[0]} um {at}" if german else f"Digest {days[1]} at {at}"
        else:
            name = get_day_names("wide", locale=LOCALES[language])[setting.weekday]
            often = f"Zusammenfassung wöchentlich am {name} um {at}" if german else f"Digest weekly on {name} at {at}"
        words = f"{often}: {topics}."
    if setting.quiet_from and setting.quiet_to:
        start, end = f"{setting.quiet_from:%H:%M}", f"{setting.quiet_to:%H:%M}"
        words += f" Ruhe von {start} bis {end}." if german else f" Quiet from {start} to {end}."
    return words + _manners(setting, language)


def _manners(setting: Setting, language: Language) -> str:
    german, words = language == "de", ""
    if not setting.reminders:
        words += " Keine Erinnerungen." if german else " No reminders."
    elif setting.frequency is Frequency.OFF:
        words += " Erinnerungen an Fristen kommen." if german else " Reminders of dates still come."
    if setting.free_days:
        words += " Auch an Wochenenden und Feiertagen." if german else " On weekends and holidays, too."
    if setting.language:
        words += f" {'Auf' if german else 'In'} {LANGUAGES[setting.language][language]}."
    if setting.timezone:
        words += f" {'Zeitzone' if german else 'Time zone'} {setting.timezone}."
    return words


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    DigestDraft: draft_screen,
    DigestKept: kept_screen,
    OwnLeadTime: lead_time_screen,
}
