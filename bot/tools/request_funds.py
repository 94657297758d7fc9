"""Marketing funds and sellers' premiums: asked of the vendor whose money it is."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from bot.screens.text import money
from bot.tools import documents
from bot.tools.asked import ProductArguments, asker, span, today
from bot.tools.documents import DocumentArguments
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.request_drafting import ASKS_RULES, Note, Prepared, draft, organisation_of, own_words, rule_for
from bot.tools.results import Asking, Result
from channel import request_grounds as grounds
from channel.errors import NotFound, NotPossible
from channel.money import Money
from channel.request_facts import Fact
from channel.request_grounds import Fund
from channel.requests import FUNDS
from channel.tables.parties import Kind

WORD: Final = re.compile(r"[^\W\d_]{4,}")
EMPTY_WORDS: Final = frozenset(
    WORD.findall(
        "need want would like please request apply application have give gets some money funds fund marketing budget"
        " euro euros pounds from with into this that next brauche brauchen möchte möchten bitte beantragen antrag geld"
        " mittel werbekostenzuschuss zuschuss haben hätten gerne wollen unser unsere unseren eine einen einem einer"
        " dafür"
    )
)
"""Words that ask for money and do not say what for."""
MONTHS: Final = frozenset(
    WORD.findall(
        "january february march april june july august september october november december januar februar märz juni"
        " juli oktober dezember"
    )
)


class FundArguments(ProductArguments):
    """How much is asked for, when the activity is."""

    value: Decimal | None = None
    currency: str | None = None


def ask_funds(asking: Asking, arguments: FundArguments) -> Result:
    """A request for marketing funds to be confirmed, one question for all that is missing, or what the rules say.

    Raises:
        NotFound: when no fund is in sight.
        NotPossible: when the currency is another one.
    """
    if arguments.value is None and ASKS_RULES.search(asking.text):
        return documents.ask(asking, DocumentArguments())
    own = asker(asking)
    day = today(asking, own)
    with asking.gate.viewing(asking.person) as session:
        known = grounds.funds(session, own.id, day) if own and own.kind is Kind.RESELLER else ()
    funds = [fund for fund in known if fund.left.amount > 0 and _of_vendor(asking, fund, arguments.vendor)]
    if not funds:
        raise NotFound(
            in_words(
                asking,
                "I see no marketing funds (MDF) that could pay for this.",
                "Ich sehe keine Marketingmittel (MDF), aus denen das bezahlt werden könnte.",
            ),
            in_words(asking, "Your partner manager can help.", "Ihr Partnermanager hilft weiter."),
        )
    words = own_words(asking, FUNDS)
    if (question := _missing(asking, arguments, words)) is not None:
        return question
    assert arguments.value is not None
    wanted = Money(arguments.value, arguments.currency or funds[0].left.currency)
    funds = [fund for fund in funds if fund.left.currency == wanted.currency and fund.vendor == funds[0].vendor]
    if not funds:
        raise NotPossible(
            in_words(
                asking,
                f"Your funds are not in {wanted.currency}, and I do not convert currencies.",
                f"Ihre Mittel sind nicht in {wanted.currency}, und ich rechne nicht um.",
            )
        )
    left = Money(sum((fund.left.amount for fund in funds), Decimal(0)), wanted.currency)
    if left < wanted:
        return _less(asking, left, _day(arguments))
    return _drafted(asking, arguments, funds, wanted, words)


def _drafted(asking: Asking, arguments: FundArguments, funds: list[Fund], wanted: Money, words: str) -> Result:
    facts = [Fact("amount", wanted)]
    if (on := _day(arguments)) is not None:
        facts.append(Fact("activity_on", on))
    elif arguments.period or arguments.dates:
        facts.append(Fact("activity_on", arguments.period or arguments.dates[0]))
    open_amount = wanted.amount
    for fund in funds:
        if open_amount <= 0:
            break
        facts += [Fact("fund_left", fund.left, fund.name), Fact("expires_on", fund.expires_on, fund.name)]
        open_amount -= fund.left.amount
    prepared = Prepared(
        kind=FUNDS,
        recipient=organisation_of(asking, funds[0].vendor),
        vendor=funds[0].vendor,
        facts=tuple(facts),
        words=words,
        subject=f"mdf:{wanted.amount}:{_day(arguments) or ''}",
        notes=(Note("not_decided"),),
        source=rule_for(asking, "marketing development funds MDF proof within days after the activity, request before"),
    )
    return draft(asking, prepared)


def _missing(asking: Asking, arguments: FundArguments, words: str) -> Result | None:
    lacking = []
    if arguments.value is None:
        lacking.append(in_words(asking, "how much", "wie viel"))
    said = set(WORD.findall(words.casefold())) - EMPTY_WORDS - MONTHS
    if not said:
        lacking.append(in_words(asking, "what for", "wofür"))
    if not arguments.dates and not arguments.period:
        lacking.append(in_words(asking, "on which day", "an welchem Tag"))
    if not lacking:
        return None
    parts = ", ".join(lacking)
    return clarify(in_words(asking, f"Marketing funds: {parts}?", f"Marketingmittel: {parts}?"))


def _less(asking: Asking, left: Money, day: date | None) -> Result:
    plain = money(left, asking.language)
    question = in_words(
        asking,
        f"Only {plain} is left in your funds. Ask for that?",
        f"In Ihren Töpfen sind nur noch {plain}. Soll ich das beantragen?",
    )
    label = in_words(asking, f"Ask for {plain}", f"{plain} beantragen")
    on = f" {day.isoformat()}" if day else ""
    return clarify(
        question,
        Choice(label, in_words(asking, f"request MDF {plain}{on}", f"MDF {plain} beantragen{on}")),
    )


def _of_vendor(asking: Asking, fund: Fund, vendor: str | None) -> bool:
    return vendor is None or organisation_of(asking, fund.vendor).name.casefold().startswith(vendor.casefold())


def _day(arguments: FundArguments) -> date | None:
    found = span(arguments.dates[0]) if arguments.dates else None
    return found[0] if found is not None and found[0] == found[1] else None
