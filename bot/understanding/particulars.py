"""What a registration says besides products and value: who, where, when, against whom, with what history.

A pure reading of words, dates and labelled lines, by the rules of `languages/registering.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from bot.understanding.contacts import company_of, contact_of, place_of, register_number_in, role_in
from bot.understanding.dates import When
from bot.understanding.marks import Mark
from bot.understanding.pasted import Pasted, Rules, load_rules
from bot.understanding.reading import Reading
from bot.understanding.words import fold

_BEFORE: Final = 48
_AFTER: Final = 30
_ACTIVITY_NEAR: Final = 45
_HELP_NEAR: Final = 70
_DOMAIN: Final = re.compile(
    r"(?:www\.|(?:website|domain|webseite|homepage|internet|web)\b\W{0,4}(?:is |ist )?(?:https?://)?(?:www\.)?)((?:[a-z0-9-]+\.)+[a-z]{2,})",
    re.IGNORECASE,
)
_NO: Final = re.compile(r"\W*(?:no|nein|none|keine?|n/a|-)\b", re.IGNORECASE)
_YES: Final = re.compile(r"\W*(?:yes|ja|true|x)\b", re.IGNORECASE)
_NOT_A_TENDER: Final = re.compile(
    r"(?:not|no|kein|keine|nicht)\W+(?:\w+\W+){0,2}(?:tender|rf[pq]|ausschreibung|vergabe)"
    r"|(?:tender|ausschreibung|vergabe)\W{1,3}(?:no|nein|keine|läuft nicht)(?!\.)\b",
    re.IGNORECASE,
)
_TENDER: Final = re.compile(
    r"\b(?:tender|ausschreibung|vergabe|rf[pq]|itt)\b\W*(?:(?:ref(?:erence)?|nr|no|number|nummer|id)\b[.:]*\s*)?([A-Z]{2,}[\w/.-]*\d[\w/-]*|\d[\w/.-]*\d)?",
    re.IGNORECASE,
)
_PROJECT: Final = re.compile(
    r"(?:the project is|project is about|project:|projekt:|es geht um|it is about|it's about)\s+"
    r"(?:the |die |den |das )?([^,.;\n]{4,120})",
    re.IGNORECASE,
)

_QUARTER: Final = re.compile(r"([1-4])\.\s?(?:quartal|quarter)\s(20\d\d)$", re.IGNORECASE)
_THOUSAND: Final = re.compile(
    r"((?:[^\W\d]+[ -]){0,3}[^\W\d]*)\s?(?:thousand|tausend)\s(?:euros?|eur|pounds?|gbp|kroner|franken|chf|nok|sek)\b",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"\b(?:one|an?|eine[nmr]?|ein)\s+(?:[^\W\d]+\s+)?$", re.IGNORECASE)

_DRAFTS: Final = re.compile(
    r"\b(?:my|our|open|saved|meine|unsere|offene|gespeicherte)n?\s+(?:\w+\s+)?(?:drafts|entwürfe)\b"
    r"|\b(?:where was i|go on with my draft|continue my draft|weiter mit (?:dem|meinem) entwurf)\b",
    re.IGNORECASE,
)

Details = dict[str, str]


def wants_drafts(text: str) -> bool:
    """Do the words ask for registrations that were begun and wait?"""
    return _DRAFTS.search(text) is not None


def details(
    reading: Reading, pasted: Pasted, today: date, customer: str | None, person: str | None, numbers: Mapping[str, int]
) -> Details:
    """Fields of a registration by name, as plain text, days as ISO; only what was said.

    Args:
        reading: the words that say what is wanted.
        pasted: the message's parts.
        today: the day in the speaker's zone.
        customer: whom the words alone name as the customer.
        person: whom the words alone name as the contact.
        numbers: number words, folded.
    """
    rules = load_rules()
    text = reading.text
    found: Details = {}
    for name, value in (
        *_times(reading, rules, today),
        *_thousands(reading, numbers),
        *_kinds(text, rules),
        *_rivals(text, rules, customer),
        ("tender", _tender(text)),
        ("register_number", register_number_in("\n".join((*pasted.signature, text)))),
        ("domain", _domain("\n".join((*pasted.signature, text)))),
        ("project", _project(text, pasted)),
    ):
        if value:
            found.setdefault(name, value)
    found |= company_of(reading, pasted, customer)
    found |= place_of(reading, pasted, found.get("customer") or customer)
    found |= contact_of(reading, pasted, person)
    found |= _of_labels(pasted, found, rules)
    return found


def _times(reading: Reading, rules: Rules, today: date) -> Iterator[tuple[str, str]]:
    """Each date with what it is the date of; one that nothing explains is the close, if it lies ahead."""
    dates = [mark for mark in reading.marks.of("date") if isinstance(mark.value, When)]
    unexplained: list[str] = []
    for number, mark in enumerate(dates):
        day = day_of(mark.value, ahead=True)  # type: ignore[arg-type]  # only dates are here
        if not day or _said_again(reading.text, mark, dates[number + 1 : number + 2]):
            continue
        if quarter := _QUARTER.search(reading.text[max(0, mark.start - _BEFORE) : mark.end]):
            day = day_of(When(None, f"{quarter[2]}-Q{quarter[1]}"), ahead=True) or day
        earlier = dates[number - 1].end if number else 0
        later = dates[number + 1].start if number + 1 < len(dates) else len(reading.text)
        kind = _kind_of_date(reading.text, mark, earlier, later, rules)
        if kind == "activity_on":
            past = _passed(mark.value, today)  # type: ignore[arg-type]  # only dates are here
            if past:
                yield "activity_on", past
                near = reading.text[max(0, mark.start - _ACTIVITY_NEAR) : mark.end + _ACTIVITY_NEAR]
                yield "activity", _activity(near, rules)
                continue
            kind = None
        if kind is None:
            unexplained.append(day)
        elif kind == "expected_close" and day < today.isoformat()[:7]:
            continue
        else:
            yield kind, day
    ahead = [day for day in unexplained if day >= today.isoformat()]
    if ahead:
        yield "expected_close", ahead[-1]
    polite = re.search(rules["past_activity"], reading.text, re.IGNORECASE)
    if polite or re.search(r"\bwe (?:demoed|met|visited|presented)\b", reading.text, re.IGNORECASE):
        start = polite.start() if polite else 0
        yield "activity", _activity(reading.text[start : start + _HELP_NEAR], rules)


def _said_again(text: str, mark: Mark, following: list[Mark]) -> bool:
    """Is the date told more exactly in brackets after it: "before Christmas (18 Dec)"?"""
    return bool(following) and text[mark.end : following[0].start].strip() == "("


def _thousands(reading: Reading, numbers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """An amount in words: "vierzigtausend Euro", "twenty nine thousand pounds"."""
    if reading.marks.of("money"):
        return
    for found in _THOUSAND.finditer(reading.text):
        words = [fold(word) for word in re.findall(r"[^\W\d]+", found[1]) if word.casefold() not in {"and", "und"}]
        parts = [numbers.get(word) for word in words]
        known = [part for part in parts[-2:] if part is not None]
        tens = [part for part in known if part >= 20 and part % 10 == 0]  # noqa: PLR2004 - twenty to ninety
        units = [part for part in known if part < 10]  # noqa: PLR2004 - units
        total = tens[0] + units[0] if tens and units else known[-1] if known else 0
        if total:
            yield "value", str(total * 1000)
            return


def ones(reading: Reading, mpns: tuple[str, ...], quantities: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """Quantities with 1 for a product that nothing counts but an article: "and one NW-FW240"."""
    numbers = [quantities[place] if place < len(quantities) else None for place in range(len(mpns))]
    for mark in reading.marks.of("product"):
        value = getattr(mark.value, "one", None)
        if value in mpns and numbers[mpns.index(value)] is None and _ARTICLE.search(reading.text[: mark.start]):
            numbers[mpns.index(value)] = 1
    return tuple(numbers) if any(number is not None for number in numbers) else quantities


def day_of(when: When, *, ahead: bool) -> str | None:
    """The day that words mean: of a month or quarter its last, of what lies ahead where they leave it open."""
    said = when.day or (when.coming if ahead and when.coming else when.period)
    if not said:
        return None
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", said):
        said = f"{found[1]}-{int(found[2]) * 3:02d}"
    if re.fullmatch(r"\d{4}-\d{2}", said):
        year, month = int(said[:4]), int(said[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1).isoformat()
    return said if len(said) > len("2027") else f"{said}-12-31"


def _passed(when: When, today: date) -> str | None:
    """The day in the past that words without a year mean."""
    day = when.day
    if day is None or len(day) != len("2026-11-24"):
        return None
    if day > today.isoformat() and f"{today.year}{day[4:]}" <= today.isoformat():
        day = f"{today.year}{day[4:]}"
    return day if day <= today.isoformat() else None


def _kind_of_date(text: str, mark: Mark, earlier: int, later: int, rules: Rules) -> str | None:
    """What the nearest word before the date says, else one right after it; sentences and other dates end the search."""
    before = re.split(r"[.;\n](?=\s|$)", text[max(earlier, mark.start - _BEFORE) : mark.start])[-1]
    after = re.split(r"[,.;\n](?=\s|$)| - |\b(?:und|and)\b", text[mark.end : min(later, mark.end + _AFTER)])[0]
    found: list[tuple[int, str]] = []
    for name, patterns in rules["dates"].items():
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
        ends = [hit.end() for hit in pattern.finditer(before)]
        if ends:
            found.append((len(before) - ends[-1], name))
        elif hit := pattern.search(after):
            found.append((_BEFORE + hit.start(), name))
    return min(found)[1] if found else None


def _activity(near: str, rules: Rules) -> str:
    return _first_kind(rules["activities"], near)


def _first_kind(patterns: Mapping[str, str], text: str) -> str:
    """The kind whose words come first in the text."""
    found = {kind: re.search(pattern, text, re.IGNORECASE) for kind, pattern in patterns.items()}
    hits = [(hit.start(), kind) for kind, hit in found.items() if hit]
    return min(hits)[1] if hits else ""


def _kinds(text: str, rules: Rules) -> Iterator[tuple[str, str]]:
    """Kind of deal, relationship, source, help, industry, special price, consent."""
    for name, key in (("deal_type", "deal_types"), ("relationship", "relationships"), ("source", "sources")):
        for kind, pattern in rules[key].items():
            if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
                yield name, kind
                break
    if lead := re.search(rules["help"]["lead"], text, re.IGNORECASE):
        near = text[lead.end() : lead.end() + _HELP_NEAR]
        yield "help_wanted", _first_kind(rules["help"]["kinds"], near) or "technical"
    parts = {part.strip().casefold() for part in re.split(r"[,;\n]|(?<=\w)\.(?=\s|$)", text)}
    yield "industry", next((industry for industry in rules["industries"] if industry in parts), "")
    if re.search(rules["special_price"], text, re.IGNORECASE):
        yield "special_price", "yes"
    if re.search(rules["consent"], text, re.IGNORECASE):
        yield "consent", "yes"


def _rivals(text: str, rules: Rules, customer: str | None) -> Iterator[tuple[str, str]]:
    named = re.search(rules["competitor"], text)
    names = "|".join(map(re.escape, rules["competitors"]))
    beside = text.replace(customer, "") if customer else text
    listed = re.search(rf"(?<![\w@.-])(?:{names})(?![\w@-])", beside, re.IGNORECASE)
    yield "competitor", listed.group() if listed else named[1] if named else ""
    incumbent = re.search(rules["incumbent"], text)
    yield "incumbent", incumbent[1] if incumbent else ""


def _tender(text: str) -> str:
    if _NOT_A_TENDER.search(text):
        return ""
    said = _TENDER.search(text)
    return "" if said is None else (said[1] or "?").strip()


def _domain(text: str) -> str:
    said = _DOMAIN.search(text)
    return said[1].lower() if said else ""


def _project(text: str, pasted: Pasted) -> str:
    said = _PROJECT.search(text)
    return pasted.subject or (said[1].strip() if said else "")


def _of_labels(pasted: Pasted, found: Mapping[str, str], rules: Rules) -> Details:
    """Labelled lines as they stand, where the reading of them has not found more than that."""
    values: Details = {}
    for name, text in pasted.labelled.items():
        if name in _LABEL_READERS:
            values |= _LABEL_READERS[name](text, rules)
        elif name in {"customer", "project", "competitor", "incumbent", "industry", "postcode", "register_number"}:
            values[name] = text
    if "customer" in values and found.get("customer", "").startswith(values["customer"]):
        values["customer"] = found["customer"]
    return values


def _labelled_kind(key: str, field: str) -> Callable[[str, Rules], Details]:
    def read(text: str, rules: Rules) -> Details:
        for kind, pattern in rules[key].items():
            if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
                return {field: kind}
        return {}

    return read


def _labelled_relationship(text: str, rules: Rules) -> Details:
    """Of "New customer: no" an existing one."""
    said = _labelled_kind("relationships", "relationship")(text, rules)
    if said and re.search(rf":{_NO.pattern}", text, re.IGNORECASE):
        return {"relationship": "existing" if said["relationship"] == "new" else "new"}
    return said


def _labelled_tender(text: str, _rules: Rules) -> Details:
    return {} if _NO.match(text) else {"tender": "?" if _YES.match(text) else text}


def _labelled_domain(text: str, _rules: Rules) -> Details:
    return {"domain": re.sub(r"^(?:https?://)?(?:www\.)?", "", text.strip().lower()).split("/")[0]}


def _labelled_contact(text: str, _rules: Rules) -> Details:
    role = role_in(text)
    name = re.split(r"[,(|;]", text)[0].strip()
    return {"contact_name": name, **({"contact_role": role} if role else {})}


def _labelled_role(text: str, _rules: Rules) -> Details:
    return {"contact_role": text}


_LABEL_READERS: Final[Mapping[str, Callable[[str, Rules], Details]]] = {
    "deal_type": _labelled_kind("deal_types", "deal_type"),
    "relationship": _labelled_relationship,
    "source": _labelled_kind("sources", "source"),
    "tender": _labelled_tender,
    "domain": _labelled_domain,
    "contact": _labelled_contact,
    "contact_role": _labelled_role,
}
