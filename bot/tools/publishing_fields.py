"""Fields of a publication as somebody typed them, in a form or in a sheet: read one by one, wrong ones named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

import pycountry
from babel import Locale
from rapidfuzz import process

from bot.tools.deal_forms import WrongFields
from bot.tools.publishing_words import zone_in
from bot.tools.publishing_world import World
from bot.tools.questions import in_words
from bot.tools.results import Asking
from channel.errors import BadInput
from channel.places import GROUPS, countries, country_name, is_territory
from channel.publications import Publication
from ingest.guessing import kinds
from ingest.publishing import start_of

NOTHING: Final = "none"
"""The value of a list's entry for no choice at all."""
LONGEST: Final = {"title": 200, "version": 40}
YES: Final = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "wahr"})
NO: Final = frozenset({"", "no", "n", "false", "0", "nein", "falsch", NOTHING})
AUDIENCE_NAMES: Final = {
    "partners": {"partners", "authorised partners", "authorized partners", "partner", "autorisierte partner"},
    "public": {"public", "all partners", "all", "everybody", "alle partner", "alle", "öffentlich"},
    "organisation": {"organisation", "organization", "one organisation", "eine organisation"},
    "downstream": {"downstream", "customers", "kunden"},
}
ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?$")

Reader = Callable[[str, Asking, World], Any]


def changed(asking: Asking, world: World, item: Publication, fields: Mapping[str, str]) -> Publication:
    """A publication with the fields that were typed; those that were not asked stay.

    Raises:
        WrongFields: with a sentence for each field that cannot be used.
    """
    values, wrong = _read(asking, world, fields)
    terms = item.terms.model_copy(update={name: values[name] for name in TERMS if name in values})
    terms = terms.model_copy(update=_only_what_fits(terms.audience))
    new = item.model_copy(update={**{name: values[name] for name in PLAIN if name in values}, "terms": terms})
    if "visible_day" in fields or "effective_from" in values:
        try:
            opens = _opens(asking, world, new, values)
            new = new.model_copy(update={"terms": terms.model_copy(update=opens)})
        except BadInput as refusal:
            wrong.setdefault("visible_day", refusal.words(asking.language)[0])
    wrong = {**_against_each_other(asking, world, new), **wrong}
    if wrong:
        raise WrongFields(wrong)
    told = {"lines" if name == "line_ids" else name for name in _differing(item, new)}
    return new.model_copy(update={"guessed": tuple(name for name in item.guessed if name not in told)})


def _read(asking: Asking, world: World, fields: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, text in fields.items():
        target, reader = READERS.get(name, ("", None))
        if reader is None:
            continue
        try:
            values[target] = reader(text.strip(), asking, world)
        except BadInput as refusal:
            wrong[name] = refusal.line(asking.language)
    return values, wrong


def _only_what_fits(audience: str) -> dict[str, object]:
    """A release to one organisation names no lines; one to customers neither lines nor countries nor tiers."""
    if audience == "organisation":
        return {"line_ids": ()}
    if audience == "downstream":
        return {"organisation_id": None, "line_ids": (), "territories": (), "min_rank": 0}
    return {"organisation_id": None}


def _against_each_other(asking: Asking, world: World, item: Publication) -> dict[str, str]:
    """What does not go together, by field."""
    wrong: dict[str, str] = {}
    if item.valid_to is not None and item.valid_to < item.effective_from:
        wrong["valid_to"] = in_words(asking, "That is before it begins.", "Das liegt vor dem Beginn.")
    if item.terms.audience == "organisation" and item.terms.organisation_id is None:
        wrong["organisation"] = in_words(asking, "Choose the organisation.", "Wählen Sie die Organisation.")
    if any(v.document_id == item.replaces and v.version == item.version for v in world.versions if item.replaces):
        wrong["version"] = in_words(
            asking, "The document has a version of that name already.", "Eine Version dieses Namens gibt es schon."
        )
    return wrong


def _opens(asking: Asking, world: World, item: Publication, values: Mapping[str, Any]) -> dict[str, object]:
    """When it opens: the day and time that were typed; without a day the start of the day it is in effect from."""
    zone = values.get("zone") or item.terms.zone
    day, clock = values.get("visible_day"), values.get("visible_time")
    if day is None and clock is not None and item.effective_from > world.today:
        day = item.effective_from
    if day is not None:
        at = datetime.combine(day, clock or time(), ZoneInfo(zone)).astimezone(UTC)
    elif item.effective_from > world.today:
        at = start_of(item.effective_from, zone)
    else:
        return {"visible_from": None, "zone": zone}
    return {"visible_from": at if at > asking.now else None, "zone": zone}


def _differing(before: Publication, after: Publication) -> set[str]:
    names = {name for name in PLAIN if getattr(before, name) != getattr(after, name)}
    return names | {
        name for name in (*TERMS, "visible_from") if getattr(before.terms, name) != getattr(after.terms, name)
    }


def _title(text: str, asking: Asking, _world: World) -> str:
    if not text or len(text) > LONGEST["title"]:
        raise BadInput(in_words(asking, "It needs a title of up to 200 characters.", "Titel: 1 bis 200 Zeichen."))
    return " ".join(text.split())


def _version(text: str, asking: Asking, _world: World) -> str:
    if not text or len(text) > LONGEST["version"]:
        raise BadInput(in_words(asking, "It needs a version of up to 40 characters.", "Version: 1 bis 40 Zeichen."))
    return text


def _kind(text: str, asking: Asking, _world: World) -> str:
    wanted = text.casefold()
    for kind, names in kinds().items():
        if wanted in {kind, names["en"].casefold(), names["de"].casefold()}:
            return kind
    near = process.extractOne(wanted, [names[asking.language] for names in kinds().values()])
    raise BadInput(
        in_words(asking, f"“{text}” is no kind I know.", f"„{text}“ kenne ich nicht als Art."),
        in_words(asking, f"Perhaps {near[0]}?", f"Vielleicht {near[0]}?") if near else "",
    )


def _language(text: str, asking: Asking, _world: World) -> str:
    code = text.casefold()[:2] if re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z]{2})?", text) else ""
    if code and pycountry.languages.get(alpha_2=code) is not None:
        return code
    for language in ("en", "de"):
        for known, name in Locale.parse(language).languages.items():
            if name.casefold() == text.casefold() and len(known) == 2:  # noqa: PLR2004 - ISO 639-1
                return str(known)
    raise BadInput(
        in_words(asking, f"“{text}” is no language.", f"„{text}“ ist keine Sprache."),
        in_words(asking, "Use a code such as en or de.", "Bitte ein Code wie en oder de."),
    )


def _mpns(text: str, asking: Asking, world: World) -> tuple[str, ...]:
    by_name = {mpn.casefold(): mpn for mpn in world.products}
    found: dict[str, None] = {}
    for word in re.split(r"[,;\s]+", text):
        if not word:
            continue
        mpn = by_name.get(word.casefold())
        if mpn is None:
            near = process.extractOne(word.upper(), list(world.products))
            raise BadInput(
                in_words(asking, f"I know no product “{word}”.", f"Ich kenne kein Produkt „{word}“."),
                in_words(asking, f"Perhaps {near[0]}?", f"Vielleicht {near[0]}?") if near else "",
            )
        found[mpn] = None
    return tuple(found)


def _lines(text: str, asking: Asking, world: World) -> tuple[int, ...]:
    by_name = {name.casefold(): line for line, name in world.lines.items()}
    by_name |= {str(line): line for line in world.lines}
    found = []
    for name in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        if name.casefold() not in by_name:
            raise BadInput(
                in_words(asking, f"You have no line “{name}”.", f"Sie haben keine Linie „{name}“."),
                in_words(
                    asking, f"Yours: {', '.join(world.lines.values())}", f"Ihre: {', '.join(world.lines.values())}"
                ),
            )
        found.append(by_name[name.casefold()])
    return tuple(dict.fromkeys(found))


def _audience(text: str, asking: Asking, world: World) -> str:
    wanted = text.casefold()
    found = next((audience for audience, names in AUDIENCE_NAMES.items() if wanted in names), "")
    if found not in world.audiences:
        raise BadInput(
            in_words(asking, f"You cannot publish to “{text}”.", f"An „{text}“ können Sie nicht veröffentlichen."),
            in_words(asking, f"Possible: {', '.join(world.audiences)}", f"Möglich: {', '.join(world.audiences)}"),
        )
    return found


def _organisation(text: str, asking: Asking, world: World) -> int | None:
    if text.casefold() in NO:
        return None
    wanted = text.casefold()
    for fact in world.partners:
        if wanted in {str(fact.id), fact.key, fact.name.casefold(), fact.legal_name.casefold()}:
            return fact.id
    raise BadInput(
        in_words(asking, f"I find no partner “{text}”.", f"Ich finde keinen Partner „{text}“."),
        in_words(asking, "Use the name as it stands in the partner list.", "Bitte den Namen wie in der Partnerliste."),
    )


def _territories(text: str, asking: Asking, _world: World) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in filter(None, (part.strip() for part in re.split(r"[,;\n]| und | and ", text))):
        code = word.upper()
        if code in GROUPS or (is_territory(code) and "-" not in code):
            found |= dict.fromkeys(sorted(countries(code)))
        elif word.casefold() in _country_codes():
            found[_country_codes()[word.casefold()]] = None
        else:
            raise BadInput(
                in_words(asking, f"“{word}” is no country.", f"„{word}“ ist kein Land."),
                in_words(asking, "Use codes such as DE, AT, or DACH.", "Bitte Codes wie DE, AT oder DACH."),
            )
    return tuple(found)


def _min_tier(text: str, asking: Asking, world: World) -> int:
    if text.casefold() in NO:
        return 0
    for rank, name in world.tiers.items():
        if text.casefold() in {str(rank), name.casefold()}:
            return rank
    raise BadInput(
        in_words(asking, f"Your programme has no tier “{text}”.", f"Ihr Programm hat keine Stufe „{text}“."),
        in_words(asking, f"Tiers: {', '.join(world.tiers.values())}", f"Stufen: {', '.join(world.tiers.values())}"),
    )


def _nda(text: str, asking: Asking, _world: World) -> bool:
    if text.casefold() in YES | {"nda"}:
        return True
    if text.casefold() in NO:
        return False
    raise BadInput(in_words(asking, f"“{text}” is neither yes nor no.", f"„{text}“ ist weder ja noch nein."))


def _day(text: str, asking: Asking, _world: World) -> date | None:
    if not text or text.casefold() in NO:
        return None
    iso, german = ISO_DAY.match(text), GERMAN_DAY.match(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if german:
            return date(int(german[3]), int(german[2]), int(german[1]))
    except ValueError:
        pass
    raise BadInput(
        in_words(asking, f"“{text}” is no day.", f"„{text}“ ist kein Tag."),
        in_words(asking, "Write it as 2026-12-01.", "Bitte als 2026-12-01."),
    )


def _some_day(text: str, asking: Asking, world: World) -> date:
    return _day(text, asking, world) or world.today


def _clock(text: str, asking: Asking, _world: World) -> time | None:
    if not text:
        return None
    found = CLOCK.search(text)
    try:
        if found:
            return time(int(found[1]), int(found[2]))
    except ValueError:
        pass
    raise BadInput(
        in_words(asking, f"“{text}” is no time.", f"„{text}“ ist keine Uhrzeit."),
        in_words(asking, "Write it as 09:30.", "Bitte als 09:30."),
    )


def _zone(text: str, asking: Asking, world: World) -> str:
    if not text:
        return world.zone
    if text in available_timezones():
        return text
    found = zone_in(f"{text} time")
    if found is None:
        raise BadInput(
            in_words(asking, f"“{text}” is no time zone.", f"„{text}“ ist keine Zeitzone."),
            in_words(asking, "Use a name such as Europe/Berlin.", "Bitte ein Name wie Europe/Berlin."),
        )
    return found


def _replaces(text: str, asking: Asking, world: World) -> int | None:
    if text.casefold() in NO:
        return None
    for version in world.live:
        if text.casefold() in {str(version.document_id), version.title.casefold(), version.file_name.casefold()}:
            return version.document_id
    raise BadInput(
        in_words(asking, f"You have no live document “{text}”.", f"Sie haben kein Dokument „{text}“."),
        in_words(asking, "Use its title.", "Bitte den Titel."),
    )


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    codes = [country.alpha_2 for country in pycountry.countries]
    return {country_name(code, language).casefold(): code for code in codes for language in ("en", "de")}


PLAIN: Final = ("title", "kind", "language", "version", "mpns", "effective_from", "valid_to", "replaces")
TERMS: Final = ("audience", "organisation_id", "line_ids", "territories", "min_rank", "nda", "zone")
READERS: Final[dict[str, tuple[str, Reader]]] = {
    "title": ("title", _title),
    "kind": ("kind", _kind),
    "language": ("language", _language),
    "version": ("version", _version),
    "mpns": ("mpns", _mpns),
    "lines": ("line_ids", _lines),
    "audience": ("audience", _audience),
    "organisation": ("organisation_id", _organisation),
    "territories": ("territories", _territories),
    "min_tier": ("min_rank", _min_tier),
    "nda": ("nda", _nda),
    "effective_from": ("effective_from", _some_day),
    "valid_to": ("valid_to", _day),
    "visible_day": ("visible_day", _day),
    "visible_time": ("visible_time", _clock),
    "zone": ("zone", _zone),
    "replaces": ("replaces", _replaces),
}
"""The field that is typed, what it sets, and how it is read."""
