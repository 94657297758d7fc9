"""From what was understood to an application: a sentence, a correction, or a form fills in what is known of a deal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tools.asked import ProductArguments, span
from channel.access.viewer import Viewer
from channel.deals.eligibility import Goods, distributors_for, goods_of
from channel.deals.views import Application
from channel.parties import OrganisationFact, find_organisation
from channel.places import countries
from channel.tables.parties import Authorisation, Kind

POSTCODE_SAID = re.compile(
    r"\b(?:post ?code|postal code|zip(?: code)?|plz|postleitzahl)\b\W*(?:is|ist|:)?\s*"
    r"([a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}|(?:[a-z]{1,2}-)?\d{4,5}|\d{3} \d{2})",
    re.IGNORECASE,
)
POSTCODE_GB = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})\b")
POSTCODE_CITY = re.compile(
    r"\b(?:[A-Z]{1,2}-)?(\d{4,5})\s+([A-ZÄÖÜÅØ][\wäöüßåøæ-]+(?:\s(?:am|an der|im|in)\s[A-ZÄÖÜ][\wäöüß]+)?)"
)
CITY_SAID = re.compile(r"\b(?:city|town|stadt|ort)\b\s*(?:is|ist|:)\s*([A-ZÄÖÜÅØ][\wäöüßåøæ -]{1,40})")
TENDER = re.compile(r"\b(tender|ausschreibung|vergabe|rf[pq]|itt)\b", re.IGNORECASE)
TENDER_REFERENCE = re.compile(
    r"\b(?:ref(?:erence)?\.?|nr\.?|no\.?)\s*([\w/.-]*\d[\w/. -]*?)(?=[,;.)]|\s[a-z]|$)", re.IGNORECASE
)
PUBLISHED = re.compile(
    r"went out|is out|was issued|published|is live|came out|veröffentlicht|ausgeschrieben|ist raus"
    r"|läuft (?:schon|bereits)",
    re.IGNORECASE,
)
UNPUBLISHED = re.compile(r"not (?:yet )?(?:published|out)|no tender|noch nicht (?:veröffentlicht|raus)", re.IGNORECASE)
RENEWAL = re.compile(r"\b(renewal|verlängerung)\b", re.IGNORECASE)
EVERYBODYS_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "yahoo.com",
        "icloud.com",
    ]
)


DAYS = frozenset({"expected_close", "delivery_date", "activity_on", "tender_published_on"})
FLAGS = frozenset({"special_price", "consent"})


class DealArguments(ProductArguments):
    """What may be said of deals."""

    deals: tuple[str, ...] = ()
    customer: str | None = None
    value: Decimal | None = None
    currency: str | None = None
    person: str | None = None
    email: str | None = None
    reason: str | None = None
    decision: str | None = None
    days: int | None = None
    details: tuple[tuple[str, str], ...] = ()
    orders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """An application as far as it is known, its products, and the fields filled in without being said."""

    application: Application
    goods: tuple[Goods, ...]
    assumed: tuple[str, ...]
    ways: frozenset[int]


def said(text: str, arguments: DealArguments, known: Application, today: date) -> Application:
    """The application with what this message says."""
    found: dict[str, object] = {
        "customer": arguments.customer,
        "contact_name": arguments.person,
        "contact_email": arguments.email,
        "value": str(arguments.value) if arguments.value is not None else None,
        "currency": arguments.currency,
        "deal_type": "renewal" if not arguments.details and RENEWAL.search(text) else None,
        "country": _country(arguments.territory),
        **({} if arguments.details else {**_place(text), **_tender(text, arguments, today)}),
        **({} if arguments.details else {"expected_close": _close(arguments)}),
        **told(arguments),
    }
    lines, quantity = _lines(arguments, known)
    changed = {name: value for name, value in found.items() if value is not None}
    return known.model_copy(update={**changed, "lines": lines, "quantity": quantity})


def told(arguments: DealArguments) -> dict[str, object]:
    """The further fields that were said, as an application holds them; what cannot be one is left out."""
    found: dict[str, object] = {}
    for name, text in arguments.details:
        if name in DAYS:
            found[name] = (span(text) or (None, None))[1]
        elif name in FLAGS:
            found[name] = True
        elif name in Application.model_fields:
            found[name] = text
    return found


def completed(
    session: Session,
    viewer: Viewer,
    own: OrganisationFact | None,
    application: Application,
    arguments: DealArguments,
    today: date,
) -> Filled:
    """What follows from the rest: vendor, distributor, country, currency, domain."""
    reseller = application.reseller_id or viewer.organisation_id or 0
    goods = goods_of(session, [mpn for mpn, _ in application.lines])
    known = {product.mpn for product in goods}
    lines = tuple(line for line in application.lines if line[0] in known)
    country = (
        application.country
        or _country_of_postcode(application.postcode)
        or _usual_country(session, reseller, own, goods, today)
    )
    domain = application.domain or _domain(application.contact_email)
    currency = application.currency or (own.currency if own and application.value else None)
    vendor = goods[0].vendor_id if goods else application.vendor_id or _vendor(session, viewer, arguments.vendor)
    ways = distributors_for(session, reseller, goods, country, today) if goods else frozenset()
    named = find_organisation(session, arguments.distributor, Kind.DISTRIBUTOR) if arguments.distributor else None
    distributor = named.id if named and named.id in ways else application.distributor_id
    if distributor not in ways:
        distributor = min(ways) if len(ways) == 1 else None
    filled = {"country": country, "currency": currency, "domain": domain}
    assumed = tuple(name for name, value in filled.items() if value and not getattr(application, name))
    update = {**filled, "assumed": assumed, "lines": lines, "vendor_id": vendor, "distributor_id": distributor}
    return Filled(application.model_copy(update=update), goods, assumed, ways)


def _lines(arguments: DealArguments, known: Application) -> tuple[tuple[tuple[str, int | None], ...], int | None]:
    numbers = [number for number in arguments.quantities if number]
    loose = numbers[0] if numbers else known.quantity
    lines = dict(known.lines)
    for position, mpn in enumerate(arguments.mpns):
        number = arguments.quantities[position] if position < len(arguments.quantities) else None
        if number is None and len(arguments.mpns) == 1:
            number = loose
        lines[mpn] = number or lines.get(mpn)
    if not arguments.mpns and numbers and len(lines) == 1:
        lines = dict.fromkeys(lines, numbers[0])
    return tuple(lines.items()), None if lines else loose


def _country(territory: str | None) -> str | None:
    covered = countries(territory) if territory else frozenset()
    return min(covered) if len(covered) == 1 else None


def _close(arguments: DealArguments) -> date | None:
    said_days = arguments.dates or ((arguments.period,) if arguments.period else ())
    spans = [found for text in said_days if (found := span(text))]
    return spans[-1][1] if spans else None


def _place(text: str) -> dict[str, object]:
    if found := POSTCODE_SAID.search(text) or POSTCODE_GB.search(text):
        return {
            "postcode": found[1].strip().upper(),
            "city": city[1].strip() if (city := CITY_SAID.search(text)) else None,
        }
    if found := POSTCODE_CITY.search(text):
        return {"postcode": found[1], "city": found[2]}
    return {"city": city[1].strip() if (city := CITY_SAID.search(text)) else None}


def _tender(text: str, arguments: DealArguments, today: date) -> dict[str, object]:
    if not TENDER.search(text) or UNPUBLISHED.search(text):
        return {}
    reference = TENDER_REFERENCE.search(text)
    spans = [found for day in arguments.dates if (found := span(day))]
    published = next((first for first, _ in spans if first <= today), today) if PUBLISHED.search(text) else None
    past_only = bool(spans) and all(last <= today for _, last in spans)
    return {
        "tender": reference[1].strip() if reference else "?",
        "tender_published_on": published,
        **({"expected_close": None} if past_only else {}),
    }


def _country_of_postcode(postcode: str | None) -> str | None:
    """The country that a postcode tells by its form alone: the British one has letters."""
    return "GB" if postcode and POSTCODE_GB.fullmatch(postcode) else None


def _usual_country(
    session: Session, reseller: int, own: OrganisationFact | None, goods: tuple[Goods, ...], today: date
) -> str | None:
    """The reseller's own country if it may sell there, else the only one where it may."""
    held = session.execute(
        select(Authorisation.line_id, Authorisation.territory).where(
            Authorisation.reseller_id == reseller,
            Authorisation.status == "active",
            Authorisation.valid_from <= today,
        )
    ).all()
    lines = {product.line_id for product in goods}
    there = {row.territory for row in held if not lines or row.line_id in lines}
    home = own.country if own else None
    return home if home in there or len(there) != 1 else next(iter(there))


def _vendor(session: Session, viewer: Viewer, name: str | None) -> int | None:
    named = find_organisation(session, name, Kind.VENDOR) if name else None
    if named:
        return named.id
    return min(viewer.vendors) if len(viewer.vendors) == 1 else None


def _domain(email: str | None) -> str | None:
    domain = (email or "").partition("@")[2].lower()
    return domain if domain and domain not in EVERYBODYS_MAIL else None
