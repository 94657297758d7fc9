"""The words of publishing: names of fields, audiences, languages, and who will be able to see something."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime

from bot.screens.text import LOCALES, Language, day, escape
from bot.tools.publishing_preview import Preview
from channel.places import country_name
from channel.publications import Reach
from ingest.guessing import kinds

Words = dict[Language, str]

FIELDS: Final[dict[str, Words]] = {
    "title": {"en": "Title", "de": "Titel"},
    "kind": {"en": "Kind", "de": "Art"},
    "language": {"en": "Language", "de": "Sprache"},
    "version": {"en": "Version", "de": "Version"},
    "mpns": {"en": "Part numbers", "de": "Artikelnummern"},
    "lines": {"en": "Product lines", "de": "Produktlinien"},
    "audience": {"en": "For", "de": "Für"},
    "organisation": {"en": "Organisation", "de": "Organisation"},
    "territories": {"en": "Countries", "de": "Länder"},
    "min_tier": {"en": "Lowest tier", "de": "Niedrigste Stufe"},
    "nda": {"en": "NDA", "de": "NDA"},
    "effective_from": {"en": "Valid from", "de": "Gültig ab"},
    "valid_to": {"en": "Valid to", "de": "Gültig bis"},
    "visible_from": {"en": "Visible from", "de": "Sichtbar ab"},
    "replaces": {"en": "Replaces", "de": "Ersetzt"},
}
AUDIENCES: Final[dict[str, Words]] = {
    "partners": {"en": "Authorised partners", "de": "Autorisierte Partner"},
    "public": {"en": "All partners", "de": "Alle Partner"},
    "organisation": {"en": "One organisation", "de": "Eine Organisation"},
    "downstream": {"en": "Customers who buy from you", "de": "Kunden, die bei Ihnen kaufen"},
}
ALL: Final[Words] = {"en": "all", "de": "alle"}
NOTHING: Final[Words] = {"en": "nothing, a new document", "de": "nichts, ein neues Dokument"}
AT_ONCE: Final[Words] = {"en": "at once", "de": "sofort"}
OPEN_END: Final[Words] = {"en": "no end", "de": "ohne Ende"}
REQUIRED: Final[Words] = {"en": "required", "de": "erforderlich"}
NONE: Final[Words] = {"en": "none", "de": "keine"}
GUESS: Final = "🔎"
REASONS: Final[dict[str, Words]] = {
    "override": {"en": "asks to ignore instructions", "de": "fordert auf, Anweisungen zu übergehen"},
    "leak": {"en": "asks to reveal what is hidden", "de": "fordert auf, Verborgenes preiszugeben"},
    "role": {"en": "gives an assistant another role", "de": "gibt einem Assistenten eine andere Rolle"},
    "steer": {"en": "tells an assistant what to answer", "de": "schreibt einem Assistenten Antworten vor"},
    "steers-by-meaning": {"en": "sounds like an order to an assistant", "de": "klingt wie ein Befehl an einen Assistenten"},
    "hide": {"en": "asks to keep something from the reader", "de": "fordert auf, dem Leser etwas zu verschweigen"},
    "exfiltration": {"en": "asks to send data away", "de": "fordert auf, Daten wegzuschicken"},
    "action": {"en": "asks an assistant to act", "de": "fordert einen Assistenten zum Handeln auf"},
}


def kind_name(kind: str, language: Language) -> str:
    """A kind of document in words."""
    names = kinds().get(kind)
    return names[language] if names else kind.replace("_", " ").capitalize()


def language_name(code: str, language: Language) -> str:
    """A language in words."""
    return str(Locale.parse(LOCALES[language]).languages.get(code, code)).capitalize()


def instant(value: datetime, zone: str, language: Language) -> str:
    """`1 Dec 2026, 09:00 (Berlin, CET)`: an instant in the zone in which it was said."""
    local = value.astimezone(ZoneInfo(zone))
    pattern = "d MMM yyyy, HH:mm" if language == "en" else "dd.MM.yyyy, HH:mm"
    short = format_datetime(value, "z", tzinfo=ZoneInfo(zone), locale=LOCALES[language])
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return (
        f"{format_datetime(local, pattern, locale=LOCALES[language])} ({city}, {short})"
        if city != short
        else (f"{format_datetime(local, pattern, locale=LOCALES[language])} {short}")
    )


def countries_named(codes: tuple[str, ...], language: Language) -> str:
    """Countries in words, `all` where none is named."""
    return ", ".join(country_name(code, language) for code in codes) or ALL[language]


def field_values(value: Preview, language: Language) -> dict[str, str]:
    """Every field of a publication in words, by name; those that do not apply are left out."""
    item, terms = value.item, value.item.terms
    found = {
        "kind": kind_name(item.kind, language),
        "version": escape(item.version),
        "language": language_name(item.language, language),
        "mpns": escape(_some(item.mpns)) or NONE[language],
        "audience": audience_words(value, language),
        "effective_from": day(item.effective_from, language),
        "valid_to": day(item.valid_to, language) if item.valid_to else OPEN_END[language],
        "visible_from": instant(terms.visible_from, terms.zone, language) if terms.visible_from else AT_ONCE[language],
    }
    if value.replaces is not None:
        found["replaces"] = f"{escape(value.replaces.title)} {escape(value.replaces.version)}"
    else:
        found["replaces"] = NOTHING[language]
    return found


def audience_words(value: Preview, language: Language) -> str:
    """To whom, in words: `authorised partners of Firewall in Germany, from Gold up, with an NDA`."""
    terms, german = value.item.terms, language == "de"
    words = AUDIENCES.get(terms.audience, {"en": terms.audience, "de": terms.audience})[language]
    if terms.audience == "organisation":
        words = escape(value.organisation or "–")
    if value.lines:
        words += f" {'für' if german else 'of'} {escape(', '.join(value.lines))}"
    if terms.territories:
        words += f" in {countries_named(terms.territories, language)}"
    if value.tier and terms.min_rank > 0:
        words += f", ab {escape(value.tier)}" if german else f", {escape(value.tier)} and up"
    if terms.nda:
        words += ", nur mit unterzeichnetem NDA" if german else ", with a signed NDA only"
    return words


def reach_words(reach: Reach, language: Language, most: int = 5) -> str:
    """How many organisations that is today, with some of their names."""
    names = [*reach.resellers, *reach.distributors]
    if not names:
        return "heute niemand" if language == "de" else "nobody today"
    resellers, distributors = len(reach.resellers), len(reach.distributors)
    parts = []
    if resellers:
        parts.append(f"{resellers} Reseller" if language == "de" else f"{resellers} reseller{'s' * (resellers > 1)}")
    if distributors:
        many = "en" if language == "de" else "s"
        parts.append(
            f"{distributors} {'Distributor' if language == 'de' else 'distributor'}{many * (distributors > 1)}"
        )
    more = f" {'und' if language == 'de' else 'and'} {len(names) - most} {'weitere' if language == 'de' else 'more'}"
    listed = escape(", ".join(names[:most])) + (more if len(names) > most else "")
    today = "heute" if language == "de" else "today"
    joined = (" und " if language == "de" else " and ").join(parts)
    return f"{today} {joined}: {listed}" if language == "de" else f"{joined} {today}: {listed}"


def _some(values: tuple[str, ...], most: int = 6) -> str:
    return ", ".join(values[:most]) + (f" (+{len(values) - most})" if len(values) > most else "")
