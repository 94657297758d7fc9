"""Products: facts of the master with what the documents say, lifecycle, compatibility, and who may sell what where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bot.tools.asked import ProductArguments, asker, countries_asked, span, today
from bot.tools.documents import cited_answer
from bot.tools.offers import ask_for_product
from bot.tools.questions import clarify, in_words
from bot.tools.results import Asking, Outcome, Result, Tool
from channel import parties
from channel.access.rights import Right
from channel.errors import NotFound, Refusal
from channel.parties import OrganisationFact
from channel.places import countries
from channel.products import (
    AuthorisationFact,
    Lifecycle,
    Pairing,
    ProductFacts,
    authorisation,
    authorised_resellers,
    compatibility,
    ending_sale,
    lifecycle,
    product_facts,
)
from channel.tables.parties import Kind
from knowledge.answering import Answer, Citation
from knowledge.grounding import figures
from knowledge.terms import terms

CUSTOMS = frozenset({"hs_code", "origin", "weight"})
KNOWN_ASPECTS = CUSTOMS | {"dimensions", "lead_time", "power_draw", "poe_budget", "throughput", "fanless", "warranty"}


UNITS = frozenset({
    "a", "ac", "at", "bt", "af", "byte", "c", "db", "dc", "gbps", "h", "included", "kw", "m", "max", "mm", "months",
    "nm", "ohm", "rpm", "tb", "typical", "w", "weeks", "years",
})  # fmt: skip
SHORTEST_NAME = 5
BARCODE = re.compile(r"\b(gtin|ean|upc|barcode)\b")
BESIDE_FIGURES = 1
"""How many quotes stand beside a figure of the master; two where papers disagree."""


@dataclass(frozen=True)
class ProductAnswer:
    """Facts of the product master and, where there is one, the answer of the documents.

    `aspects` are the facts or attributes asked for (empty: the product as such). `unanswered` is a question that
    neither answers, none when one of them does.
    """

    facts: tuple[ProductFacts, ...]
    aspects: tuple[str, ...]
    answer: Answer | None
    unanswered: str | None = None


@dataclass(frozen=True)
class Lifecycles:
    """When products are sold and supported; `period` when all that end in it were asked for."""

    rows: tuple[Lifecycle, ...]
    period: tuple[date, date] | None


@dataclass(frozen=True)
class Pairings:
    """What the master knows of products together, and what the documents say to the `question`."""

    mpns: tuple[str, ...]
    rows: tuple[Pairing, ...]
    facts: tuple[ProductFacts, ...]
    answer: Answer | None
    question: str


@dataclass(frozen=True)
class Authorised:
    """Whether a company may sell a line; `mine`: it is the asker's own. `asked_in` names the territory asked about."""

    fact: AuthorisationFact
    mine: bool
    asked_in: str | None
    asked_countries: tuple[str, ...]
    held_elsewhere: tuple[str, ...]
    answer: Answer | None


@dataclass(frozen=True)
class AuthorisedPartners:
    """Who of the resellers in sight may sell a line; `asked_in` names the territory asked about."""

    line: str
    rows: tuple[AuthorisationFact, ...]
    asked_in: str | None
    asked_countries: tuple[str, ...]


class AuthorisationArguments(ProductArguments):
    """Whose authorisation for what is asked about."""

    certificate: str | None = None


def facts(asking: Asking, arguments: ProductArguments) -> Result:
    """What the product master and the documents say about products.

    Raises:
        NotFound: when neither knows anything that the asker may see.
    """
    if not arguments.mpns:
        return ask_for_product(asking, arguments.line)
    with asking.gate.viewing(asking.viewer) as session:
        found = product_facts(session, arguments.mpns)
    customs = bool(found) and bool(arguments.aspects) and set(arguments.aspects) <= CUSTOMS
    answer = None if customs else _documents(asking, arguments)
    if not found and answer is None:
        raise NotFound(*_unknown(asking, ", ".join(arguments.mpns)))
    named = tuple(name for fact in found for name in _named_in(asking.text, fact))
    known = bool(found) and bool(named or set(arguments.aspects) & KNOWN_ASPECTS)
    if known and answer is not None:
        answer = _about_the_same(answer, found, (*arguments.aspects, *named))
    silent = not known and answer is None and bool(asking.text.strip())
    aspects = tuple(dict.fromkeys((*arguments.aspects, *named)))
    value = ProductAnswer(found, aspects, answer, asking.text if silent else None)
    outcome = Outcome.NOT_FOUND if silent else Outcome.ANSWER
    return Result(value, outcome, listed=tuple(fact.mpn for fact in found), sources=_sources(answer))


def _about_the_same(answer: Answer, found: Sequence[ProductFacts], aspects: Sequence[str]) -> Answer | None:
    """The quotes that speak of what the master answers, by its name or its figure; none when no quote does."""
    words = {term for aspect in aspects for term in terms(aspect.replace("_", " "))} - UNITS
    values = {str(a.value) for fact in found for a in fact.attributes if set(a.name.split("_")) & words}

    def speaks(citation: Citation) -> bool:
        said = f"{citation.header} {citation.quote}"
        return bool(words & set(terms(said)) or values & figures(said))

    kept = tuple(citation for citation in answer.citations if speaks(citation))
    return replace(answer, citations=kept[: BESIDE_FIGURES + answer.disagree]) if kept else None


def _named_in(text: str, fact: ProductFacts) -> list[str]:
    """The attributes whose name, without its unit, stands in the text: `sd_wan_included` in “is SD-WAN part of it?”."""
    said = f" {re.sub(r'[^a-z0-9]+', ' ', text.casefold())} "
    names = {attribute.name: set(attribute.name.split("_")) & UNITS for attribute in fact.attributes}
    words = {name: " ".join(part for part in name.split("_") if part not in units) for name, units in names.items()}
    named = [name for name, phrase in words.items() if len(phrase) >= SHORTEST_NAME and f" {phrase} " in said]
    return [*named, *(["gtin"] if BARCODE.search(said) else [])]


def _documents(asking: Asking, arguments: ProductArguments) -> Answer | None:
    """What the documents say; asked once more by the names of the facts when the asker's words do not reach them."""
    questions = [asking.text]
    if arguments.aspects and arguments.mpns:
        named = " ".join(aspect.replace("_", " ") for aspect in arguments.aspects)
        questions.append(f"{' '.join(arguments.mpns)} {named}")
    for question in questions:
        answer = cited_answer(asking, question, arguments.mpns)
        if _says(answer):
            return answer
    return None


def _says(answer: Answer | None) -> bool:
    return answer is not None and not answer.abstained and bool(answer.citations)


def _sources(answer: Answer | None) -> tuple[str, ...]:
    cited = answer.citations if answer is not None else ()
    return ("product master", *(f"{found.source.title} {found.source.version}" for found in cited))


def _unknown(asking: Asking, what: str) -> tuple[str, str]:
    return (
        in_words(
            asking,
            f"I know no product “{what}” that I can show you.",
            f"Ich kenne kein Produkt „{what}“, das ich Ihnen zeigen kann.",
        ),
        in_words(asking, "Check the part number.", "Prüfen Sie die Artikelnummer."),
    )


def lifecycles(asking: Asking, arguments: ProductArguments) -> Result:
    """When products go out of sale and support, by part number or all that end in a period.

    Raises:
        NotFound: when nothing in sight fits.
    """
    with asking.gate.viewing(asking.viewer) as session:
        now = today(asking, asker(asking))
        period = next((found for text in (arguments.period or "", *arguments.dates) if (found := span(text))), None)
        if arguments.mpns:
            rows = lifecycle(session, arguments.mpns)
            period = None
        else:
            period = period or (date(now.year, 1, 1), date(now.year, 12, 31))
            rows = ending_sale(session, *period, vendor=arguments.vendor, line=arguments.line)
    if not rows:
        raise NotFound(*_unknown(asking, ", ".join(arguments.mpns)) if arguments.mpns else _none_ends(asking))
    return Result(Lifecycles(rows, period), listed=tuple(row.mpn for row in rows), sources=("product master",))


def _none_ends(asking: Asking) -> tuple[str, str]:
    return (
        in_words(
            asking,
            "I see no product going out of sale then that I can show you.",
            "Ich sehe kein Produkt, das dann aus dem Verkauf geht und das ich Ihnen zeigen kann.",
        ),
        in_words(asking, "Name a product or another period.", "Nennen Sie ein Produkt oder einen anderen Zeitraum."),
    )


def compatible(asking: Asking, arguments: ProductArguments) -> Result:
    """Whether products work together, from the master and the documents.

    Raises:
        NotFound: when neither says anything that the asker may see.
    """
    if not arguments.mpns and not asking.text.strip():
        return ask_for_product(asking)
    with asking.gate.viewing(asking.viewer) as session:
        rows = compatibility(session, arguments.mpns) if arguments.mpns else ()
        found = product_facts(session, arguments.mpns)
    answer = _documents(asking, arguments)
    if not rows and not found and answer is None:
        if not arguments.mpns:
            return ask_for_product(asking)
        raise NotFound(
            in_words(
                asking,
                f"The documents and tables I can show you say nothing about {', '.join(arguments.mpns)} together.",
                f"Die Dokumente und Tabellen, die ich zeigen kann, sagen dazu nichts ({', '.join(arguments.mpns)}).",
            ),
            in_words(asking, "Your distributor's presales can help.", "Der Presales Ihres Distributors hilft weiter."),
        )
    value = Pairings(arguments.mpns, rows, found, answer, asking.text)
    return Result(value, listed=arguments.mpns, sources=_sources(value.answer))


def authorised(asking: Asking, arguments: AuthorisationArguments) -> Result:
    """Whether a company may sell a line (or a product's line) in a territory; who may, for who names nobody.

    Raises:
        Refusal: when a reseller asks about another company.
        NotFound: when the company or the line is not in sight.
    """
    with asking.gate.viewing(asking.viewer) as session:
        own = asker(asking)
        line = arguments.line or _line_of(session, arguments.mpns)
        if line is None:
            return clarify(in_words(asking, "Which product or line?", "Welches Produkt oder welche Linie?"))
        day = today(asking, own)
        asked = frozenset(countries(arguments.territory.upper())) if arguments.territory else None
        if arguments.reseller is None and asking.person.kind in {Kind.DISTRIBUTOR, Kind.VENDOR}:
            rows = authorised_resellers(session, line, day, territory=asked)
            where = countries_asked(arguments.territory, own) if asked else ()
            partners = AuthorisedPartners(line, rows, arguments.territory, where)
            return Result(partners, Outcome.ANSWER if rows else Outcome.NOT_FOUND, sources=("authorisations",))
        company = _company(session, asking, arguments, own)
        found = authorisation(session, company.id, line, day, territory=asked)
        anywhere = authorisation(session, company.id, line, day)
    if found is None or anywhere is None:
        raise NotFound(*_unknown(asking, line))
    needs = found.required_certificate is not None
    answer = _documents(asking, arguments) if needs else None
    value = Authorised(
        fact=found,
        mine=own is not None and own.id == company.id,
        asked_in=arguments.territory,
        asked_countries=countries_asked(arguments.territory, own) if asked else (),
        held_elsewhere=anywhere.countries,
        answer=answer,
    )
    return Result(value, sources=("authorisations",))


def _line_of(session: Session, mpns: tuple[str, ...]) -> str | None:
    return next((fact.line for fact in product_facts(session, mpns)), None)


def _company(
    session: Session, asking: Asking, arguments: AuthorisationArguments, own: OrganisationFact | None
) -> OrganisationFact:
    if arguments.reseller is None:
        if own is None or own.kind is not Kind.RESELLER:
            raise NotFound(in_words(asking, "Which reseller do you mean?", "Welchen Händler meinen Sie?"))
        return own
    found = parties.find_organisation(session, arguments.reseller, Kind.RESELLER)
    if found is not None and own is not None and found.id == own.id:
        return found
    if asking.person.kind in {Kind.RESELLER, Kind.PROSPECT}:
        raise Refusal(
            in_words(
                asking,
                "I say only to a company itself what it is authorised for.",
                "Wofür eine Firma autorisiert ist, sage ich nur ihr selbst.",
            ),
            in_words(asking, "Ask me about your own company.", "Fragen Sie nach Ihrer eigenen Firma."),
        )
    if found is None:
        raise NotFound(
            in_words(
                asking,
                f"I know no reseller “{arguments.reseller}” that I can show you.",
                f"Ich kenne keinen Händler „{arguments.reseller}“, den ich Ihnen zeigen kann.",
            )
        )
    return found


TOOLS = (
    Tool("product.facts", ProductArguments, Right.ASK, facts),
    Tool("product.lifecycle", ProductArguments, Right.ASK, lifecycles),
    Tool("product.compatibility", ProductArguments, Right.ASK, compatible),
    Tool("product.authorisation", AuthorisationArguments, Right.ASK, authorised),
)
