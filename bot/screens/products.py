"""Products on the screen: the facts asked for first, with their source; then what the documents say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.screens.blocks import Screen, section, shorten
from bot.screens.documents import answer_screen
from bot.screens.product_words import ASPECTS, MATCHES, SHEET, condition, label, unit
from bot.screens.rows import Grid, Step, page, sourced
from bot.screens.text import Language, day, escape, number
from bot.tools.products import Authorised, AuthorisedPartners, Lifecycles, Pairings, ProductAnswer
from channel.places import country_name
from channel.products import Attribute, Lifecycle, Pairing, ProductFacts
from knowledge.answering import Answer

NOT_RECORDED: dict[Language, str] = {"en": "not recorded", "de": "nicht hinterlegt"}
RELATIONS: dict[str, dict[Language, str]] = {
    "works": {"en": "works with", "de": "passt zu"},
    "requires": {"en": "needs", "de": "braucht"},
    "excludes": {"en": "does not go with", "de": "passt nicht zu"},
}
MOST_ATTRIBUTES = 8
TWO = 2
KIND = "kind"
LONGEST_QUESTION = 200


def product_screen(value: ProductAnswer, language: Language) -> Screen:
    """The master's figures that belong to the question, then the documents' answer with its sources."""
    names = _names(value)
    lines = [_facts_line(fact, names, language) for fact in value.facts]
    lines = [line for line in lines if line]
    master = _master(value.facts, lines, language)
    if value.unanswered is not None:
        return _silent(value.unanswered, tuple(fact.mpn for fact in value.facts), language)
    if value.answer is None:
        return master or page(_nothing(value, language), language=language)
    said = answer_screen(value.answer, language, lead=master is None)
    return _joined(master, said, _verbatim(value.answer, language)) if master is not None else said


def _verbatim(answer: Answer, language: Language) -> str:
    """A line between the figures and the quotes, which stay in their document's language."""
    foreign = sum(citation.source.language != language for citation in answer.citations)
    partly = 0 < foreign < len(answer.citations)
    if language == "de":
        other = f" ({'teils ' if partly else ''}auf Englisch)" if foreign else ""
        return f"Dazu sagen die Dokumente im Wortlaut{other}:"
    other = f" ({'partly ' if partly else ''}in German)" if foreign else ""
    return f"What the documents say, word for word{other}:"


def _silent(question: str, mpns: tuple[str, ...], language: Language) -> Screen:
    """That nobody answers the question, with what can be asked instead."""
    asked = escape(shorten(question, LONGEST_QUESTION))
    lead = (
        f"„{asked}“ beantworten weder die Dokumente noch der Produktstamm, soweit Sie sie sehen dürfen."
        if language == "de"
        else f"Neither the documents nor the product master that you may see answer “{asked}”."
    )
    return page(lead, steps=_steps(mpns[0], language) if mpns else (), language=language)


def _names(value: ProductAnswer) -> tuple[str, ...] | None:
    """The facts asked for by name, all that matter when nothing was named, none when the documents answer alone."""
    asked = tuple(name for aspect in value.aspects for name in ASPECTS.get(aspect, (aspect,)))
    if asked:
        return asked
    return None if value.answer is not None and not value.aspects else SHEET


def _facts_line(fact: ProductFacts, names: tuple[str, ...] | None, language: Language) -> str:
    if names is None:
        return ""
    parts = list(dict.fromkeys(text for name in names if (text := _fact(fact, name, language))))
    if names == SHEET:
        further = [found for found in fact.attributes if found.name not in {KIND, *SHEET}]
        parts += [_attribute(found, language) for found in further[:MOST_ATTRIBUTES]]
    return f"{fact.mpn} ({_product_name(fact, language)}): {'; '.join(parts)}" if parts else ""


def _product_name(fact: ProductFacts | Lifecycle, language: Language) -> str:
    return escape(fact.name_de if language == "de" else fact.name)


def _fact(fact: ProductFacts, name: str, language: Language) -> str:
    """`gross weight: 6.2 kg`; a fact of the master without a value is named as missing, a foreign one left out."""
    found = fact.attribute(name)
    if found is not None:
        return _attribute(found, language)
    return _recorded(fact, name, language)


def _recorded(fact: ProductFacts, name: str, language: Language) -> str:
    values: dict[str, str | None] = {
        "hs_code": fact.hs_code,
        "country_of_origin": _country(fact.country_of_origin, language),
        "net_weight_kg": _weight(fact.net_weight_kg, language),
        "gross_weight_kg": _weight(fact.gross_weight_kg, language),
        "dimensions": _dimensions(fact),
        "warranty_months": f"{fact.warranty_months} {unit('months', language)}" if fact.warranty_months else None,
        "required_certificate": fact.required_certificate,
        "gtin": fact.gtin,
    }
    if name not in values:
        return ""
    return f"{label(name, language)}: {escape(values[name] or NOT_RECORDED[language])}"


def _country(code: str | None, language: Language) -> str | None:
    return f"{country_name(code, language)} ({code})" if code else None


def _weight(value: Any, language: Language) -> str | None:  # noqa: ANN401 - a Decimal or nothing
    return f"{number(value, language)} kg" if value is not None else None


def _dimensions(fact: ProductFacts) -> str | None:
    sides = (fact.width_mm, fact.depth_mm, fact.height_mm)
    return " x ".join(str(side) for side in sides) + " mm" if all(sides) else None


def _attribute(found: Attribute, language: Language) -> str:
    value: str
    if isinstance(found.value, bool):
        value = {"en": ("no", "yes"), "de": ("nein", "ja")}[language][found.value]
    elif isinstance(found.value, int):
        value = number(found.value, language)
    elif isinstance(found.value, float):
        value = f"{found.value:g}".replace(".", "," if language == "de" else ".")
    else:
        value = escape(found.value)
    text = f"{label(found.name, language)}: {value} {unit(found.unit, language)}".rstrip()
    return text + (f" ({condition(found.condition, language)})" if found.condition else "")


def _master(facts: tuple[ProductFacts, ...], lines: list[str], language: Language) -> Screen | None:
    if not lines:
        return None
    lead, *more = lines
    first = facts[0]
    return page(
        lead,
        more=tuple(more),
        notes=(sourced(_master_name(language), first.as_of, language),),
        steps=_steps(first.mpn, language),
        language=language,
    )


def _master_name(language: Language) -> str:
    return "Produktstamm" if language == "de" else "product master"


def _nothing(value: ProductAnswer, language: Language) -> str:
    names = ", ".join(fact.mpn for fact in value.facts)
    if language == "de":
        return f"Dazu sagen weder Produktstamm noch Dokumente etwas ({names})."
    return f"Neither the product master nor the documents say anything on that ({names})."


def _joined(first: Screen, second: Screen, between: str = "") -> Screen:
    text = "\n".join(part for part in (first.text, between, second.text) if part)
    middle = (section(between),) if between else ()
    return replace(first, text=text, blocks=(*first.blocks, *middle, *second.blocks))


def _steps(mpn: str, language: Language) -> tuple[Step, ...]:
    if language == "de":
        return (Step("Preis", f"Preis {mpn}"), Step("Bestand", f"Bestand {mpn}"))
    return (Step("Price", f"price {mpn}"), Step("Stock", f"stock of {mpn}"))


def lifecycle_screen(value: Lifecycles, language: Language) -> Screen:
    """One product in a sentence, several as a table."""
    notes = (sourced(_master_name(language), value.rows[0].as_of, language),)
    if len(value.rows) == 1:
        row = value.rows[0]
        asked = row.successor or row.mpn
        steps = (
            (Step(f"Preis {asked}", f"Preis {asked}"), Step(f"Bestand {row.mpn}", f"Bestand {row.mpn}"))
            if language == "de"
            else (Step(f"Price of {asked}", f"price {asked}"), Step(f"Stock of {row.mpn}", f"stock of {row.mpn}"))
        )
        return page(_life(row, language), notes=notes, steps=steps, language=language)
    german = language == "de"
    head = (
        ("Artikel", "Verkaufsende", "Supportende", "Nachfolger")
        if german
        else ("Product", "End of sale", "End of support", "Successor")
    )
    rows = tuple(
        (
            row.mpn,
            day(row.end_of_sale, language) if row.end_of_sale else "",
            day(row.end_of_support, language) if row.end_of_support else "",
            row.successor or "",
        )
        for row in value.rows
    )
    count = len(value.rows)
    if value.period is not None:
        first, last = day(value.period[0], language), day(value.period[1], language)
        lead = (
            f"{count} Produkte mit Verkaufsende vom {first} bis {last}"
            if german
            else f"{count} products go end of sale from {first} to {last}"
        )
    else:
        lead = f"Lebenszyklus von {count} Produkten" if german else f"Lifecycle of {count} products"
    return page(lead, grid=Grid(head, rows), notes=notes, language=language)


def _life(row: Lifecycle, language: Language) -> str:
    german = language == "de"
    facts = [
        ("Verkaufsende" if german else "end of sale", row.end_of_sale),
        ("letzte Bestellung beim Hersteller" if german else "last order by the distributor", row.last_order),
        ("Supportende" if german else "end of support", row.end_of_support),
    ]
    parts = [f"{name} {day(on, language)}" for name, on in facts if on is not None]
    if row.successor:
        parts.append(f"{'Nachfolger' if german else 'successor'} {row.successor}")
    if row.end_of_sale is None:
        parts.insert(0, "kein Verkaufsende angekündigt" if german else "no end of sale is announced")
        if row.general_availability is not None:
            since = day(row.general_availability, language)
            parts.append(f"verfügbar seit {since}" if german else f"available since {since}")
    return f"{row.mpn} ({_product_name(row, language)}): {', '.join(parts)}"


def pairings_screen(value: Pairings, language: Language) -> Screen:
    """The pair asked for, as the master knows it, and the documents' answer; for one product the documents first."""
    master = _pairs(value, language)
    if value.answer is None:
        return master or _silent(value.question, value.mpns, language)
    said = answer_screen(value.answer, language)
    if master is None:
        return said
    if len(set(value.mpns)) < TWO:
        return _joined(said, master)
    return _joined(master, said, _verbatim(value.answer, language))


def _pairs(value: Pairings, language: Language) -> Screen | None:
    """The pairs and the matching facts that the master knows; what is not in them is not promised."""
    once = {(frozenset({row.mpn, row.other_mpn}), row.condition): row for row in reversed(value.rows)}
    shown = tuple(reversed(once.values()))[:MOST_ATTRIBUTES]
    lines = [_pair(row, language) for row in shown]
    if not lines or len(set(value.mpns)) < TWO:
        lines = [line for fact in value.facts if (line := _matching(fact, language))] + lines
    if not lines:
        return None
    german = language == "de"
    as_of = shown[0].as_of if shown else value.facts[0].as_of
    papers = ", ".join(dict.fromkeys(escape(row.document) for row in shown)) or _master_name(language)
    notes = [
        sourced(f"Kompatibilitätstabelle ({papers})" if german else f"compatibility table ({papers})", as_of, language)
    ]
    if len(set(value.mpns)) < TWO:
        asked = escape(shorten(value.question, LONGEST_QUESTION))
        notes.append(
            f"Zu „{asked}“: Was hier nicht aufgeführt ist, ist nicht als unterstützt dokumentiert."
            if german
            else f"On “{asked}”: what is not listed here is not documented as supported."
        )
    lead, *more = lines
    listed = tuple(f"• {line}" for line in more) if len(more) > 1 else tuple(more)
    return page(lead, more=listed, notes=tuple(notes), language=language)


def _matching(fact: ProductFacts, language: Language) -> str:
    parts = [_attribute(found, language) for name in MATCHES if (found := fact.attribute(name)) is not None]
    return f"{fact.mpn} ({_product_name(fact, language)}): {'; '.join(parts)}" if parts else ""


def _pair(row: Pairing, language: Language) -> str:
    relation = RELATIONS.get(row.relation, {"en": row.relation, "de": row.relation})[language]
    return f"{row.mpn} {relation} {row.other_mpn}: {escape(row.condition)}"


def authorised_screen(value: Authorised, language: Language) -> Screen:
    """Yes with the countries, or no with what is held elsewhere and what is needed."""
    lead = _verdict(value, language)
    more = []
    if value.fact.required_certificate:
        certificate = escape(value.fact.required_certificate)
        more.append(
            f"Der Verkauf setzt das Zertifikat {certificate} und die Autorisierung der Linie voraus."
            if language == "de"
            else f"Selling it needs the certificate {certificate} and an authorisation for the line."
        )
    notes = (sourced("Autorisierungen" if language == "de" else "authorisations", value.fact.as_of, language),)
    screen = page(lead, more=tuple(more), notes=notes, language=language)
    return _joined(screen, answer_screen(value.answer, language)) if value.answer is not None else screen


def partners_screen(value: AuthorisedPartners, language: Language) -> Screen:
    """Which resellers may sell a line, with their countries and distributors."""
    german = language == "de"
    line = escape(value.rows[0].line if value.rows else value.line)
    where = ", ".join(country_name(code, language) for code in value.asked_countries)
    place = f" ({where})" if where else ""
    if not value.rows:
        lead = (
            f"Ich sehe keinen Händler, der die Linie {line} verkaufen darf{place}."
            if german
            else f"I see no reseller that may sell the line {line}{place}."
        )
        return page(lead, language=language)
    count = len(value.rows)
    lead = f"{line}{place}: {count} Händler autorisiert" if german else f"{line}{place}: {count} authorised"
    head = ("Händler", "Länder", "über") if german else ("Reseller", "Countries", "through")
    rows = tuple((row.reseller, ", ".join(row.countries), ", ".join(row.distributors)) for row in value.rows)
    dated = max((row.as_of for row in value.rows if row.as_of is not None), default=None)
    notes = (sourced("Autorisierungen" if german else "authorisations", dated, language),)
    return page(lead, grid=Grid(head, rows), notes=notes, language=language)


def _verdict(value: Authorised, language: Language) -> str:
    german, fact = language == "de", value.fact
    who = ("Ihre Firma" if german else "Your company") if value.mine else escape(fact.reseller)
    line = f"{escape(fact.vendor)} {escape(fact.line)}"
    if fact.countries:
        where = ", ".join(country_name(code, language) for code in fact.countries)
        via = ", ".join(escape(name) for name in fact.distributors)
        if german:
            return f"Ja: {who} ist für die Linie {line} autorisiert ({where}; Bezug über {via})."
        return f"Yes: {who} is authorised for the line {line} ({where}; bought from {via})."
    asked = ", ".join(country_name(code, language) for code in value.asked_countries)
    lead = (
        f"Nein: {who} ist für die Linie {line} nicht autorisiert"
        if german
        else f"No: {who} is not authorised for the line {line}"
    )
    lead += f" ({asked})" if asked else ""
    if value.held_elsewhere:
        held = ", ".join(country_name(code, language) for code in value.held_elsewhere)
        return f"{lead}, nur für {held}." if german else f"{lead}, only for {held}."
    return f"{lead}."


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    ProductAnswer: product_screen,
    Lifecycles: lifecycle_screen,
    Pairings: pairings_screen,
    Authorised: authorised_screen,
    AuthorisedPartners: partners_screen,
}
