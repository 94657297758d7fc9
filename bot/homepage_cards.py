"""The cards of a Home, by role: each a few rows of what is the person's business today, read in the person's sight.

Every row and every card is opened by words, which its button asks for the person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.screens.digests_round import ASKS, coming_line
from bot.screens.text import Language, day, escape, money, number
from channel import corrections, unanswered
from channel import requests as requesting
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.announcements import own_announcements
from channel.clock import Clock
from channel.credit import credit_lines
from channel.deals.reading import Filters, queue, registrations
from channel.deals.states import LIVE
from channel.deals.views import RegistrationView
from channel.digests import Topic
from channel.digests_items import coming
from channel.digests_rounds import Span
from channel.onboarding_status import onboarding_cases
from channel.orders import orders
from channel.parties import organisations
from channel.renewals import renewals
from channel.tables.parties import Kind, Person
from channel.tables.products import Product
from channel.tables.programmes import Standing
from channel.tables.supply import Stock

ROWS: Final = 3
LATE_CREDIT: Final = 20
"""A credit line with less than this share (percent) of its limit left stands on the credit controller's Home."""
RENEWAL_DAYS: Final = 90
QUESTION_DAYS: Final = 30


@dataclass(frozen=True)
class Row:
    """A row, and the words that open it."""

    text: str
    ask: str = ""


@dataclass(frozen=True)
class Card:
    """A card: its heading, its first rows, how many there are in all, and the button that opens the rest."""

    title: str
    rows: tuple[Row, ...]
    count: int
    label: str
    ask: str


@dataclass(frozen=True)
class Looking:
    """Who looks when: the day is the person's own."""

    session: Session
    viewer: Viewer
    clock: Clock
    zone: str
    language: Language

    @property
    def today(self) -> date:
        """The day it is where the person is."""
        return self.clock.now().astimezone(ZoneInfo(self.zone)).date()

    def says(self, english: str, german: str) -> str:
        """The words of the person's language."""
        return german if self.language == "de" else english

    def may(self, *rights: Right) -> bool:
        """Whether the person holds one of the rights."""
        return not self.viewer.rights.isdisjoint(rights)


Read = Callable[[Looking], Card | None]


def cards(looking: Looking) -> tuple[Card, ...]:
    """The cards of a person's role, those that wait for them first; what is empty or not theirs is left out."""
    read = CARDS.get(looking.viewer.kind, ()) if looking.viewer.kind is not None else ()
    return tuple(card for make in read if (card := make(looking)) is not None and card.count)


def _decisions(looking: Looking) -> Card | None:
    if not looking.may(Right.DECIDE_DEALS):
        return None
    found = queue(looking.session, looking.viewer, looking.clock.now())
    title = looking.says("Waiting for your decision", "Wartet auf Ihre Entscheidung")
    label, ask = ASKS[Topic.DECISIONS][looking.language]
    return Card(title, tuple(_deal(looking, view) for view in found[:ROWS]), len(found), label, ask)


def _requests(looking: Looking) -> Card | None:
    found = requesting.waiting(looking.session, looking.viewer, tuple(requesting.KINDS))
    title = looking.says("Requests to answer", "Anfragen zu beantworten")
    rows = tuple(Row(f"{escape(view.number)} · {escape(view.organisation)}", view.number) for view in found[:ROWS])
    return Card(
        title, rows, len(found), looking.says("All requests", "Alle Anfragen"),
        looking.says("which requests wait for me", "welche Anfragen warten auf mich"),
    )  # fmt: skip


def _deadlines(looking: Looking) -> Card | None:
    span = Span(looking.today - timedelta(days=1), looking.today, digest=True)
    found = coming(looking.session, looking.viewer, span, tuple(Topic), looking.clock.now())
    rows = tuple(
        Row(
            coming_line(item, looking.today, looking.language).removeprefix("• "),
            item.reference if item.topic is Topic.DEALS else ASKS[item.topic][looking.language][1],
        )
        for item in found[:ROWS]
    )
    label, ask = ASKS[found[0].topic][looking.language] if found else ("", "")
    return Card(looking.says("Your deadlines", "Ihre Fristen"), rows, len(found), label, ask)


def _deals(looking: Looking) -> Card | None:
    if not looking.may(Right.SEE_DEALS):
        return None
    found = registrations(looking.session, Filters(states=frozenset(LIVE)), looking.clock.now())
    first = sorted(found, key=lambda view: (not view.overdue, view.protected_until or date.max, view.number))
    label, ask = ASKS[Topic.DEALS][looking.language]
    title = looking.says("Your deal registrations", "Ihre Projektregistrierungen")
    return Card(title, tuple(_deal(looking, view) for view in first[:ROWS]), len(found), label, ask)


def _deal(looking: Looking, view: RegistrationView) -> Row:
    late = looking.says(", overdue", ", überfällig") if view.overdue else ""
    until = view.protected_until
    ends = looking.says("protected until ", "geschützt bis ") + day(until, looking.language) if until else ""
    state = ends or looking.says(f"with {view.holder}", f"liegt bei {view.holder}") if ends or view.holder else ""
    name = f"*{escape(view.number)}* {escape(view.customer)}"
    parts = (name, money(view.value, looking.language), escape(state) + late)
    return Row(" · ".join(filter(None, parts)), view.number)


def _orders(looking: Looking) -> Card | None:
    if not looking.may(Right.SEE_ORDERS):
        return None
    found = orders(looking.session)
    rows = tuple(Row(f"*{escape(order.number)}* {escape(order.po_number)}", order.number) for order in found[-ROWS:])
    return Card(
        looking.says("Open orders", "Offene Bestellungen"), rows, len(found), looking.says("All orders", "Alle"),
        looking.says("my open orders", "meine offenen Bestellungen"),
    )  # fmt: skip


def _renewals(looking: Looking) -> Card | None:
    if not looking.may(Right.SEE_ORDERS):
        return None
    found = renewals(looking.session, looking.today, looking.today + timedelta(days=RENEWAL_DAYS))
    rows = tuple(
        Row(
            f"{escape(row.customer)} · {escape(row.mpn)} · {day(row.ends_on, looking.language)}",
            looking.says(f"renewals of {row.customer}", f"Verlängerungen von {row.customer}"),
        )
        for row in found[:ROWS]
    )
    label, ask = ASKS[Topic.RENEWALS][looking.language]
    return Card(looking.says("Renewals in 90 days", "Verlängerungen in 90 Tagen"), rows, len(found), label, ask)


def _tier(looking: Looking) -> Card | None:
    names = {fact.id: fact.name for fact in organisations(looking.session, Kind.VENDOR)}
    found = looking.session.execute(
        select(Standing.vendor_id, Standing.tier, Standing.review_on)
        .where(Standing.reseller_id == looking.viewer.organisation_id)
        .order_by(Standing.vendor_id)
    ).all()
    rows = tuple(
        Row(
            f"{escape(names.get(row.vendor_id, ''))}: *{escape(row.tier)}*"
            + _review(looking, row.review_on),
            looking.says("what do I need for the next tier at ", "was fehlt mir zur nächsten Stufe bei ")
            + names.get(row.vendor_id, ""),
        )
        for row in found[:ROWS]
    )
    label, ask = ASKS[Topic.TIERS][looking.language]
    return Card(looking.says("Your tier", "Ihre Stufe"), rows, len(found), label, ask)


def _review(looking: Looking, on: date | None) -> str:
    if on is None:
        return ""
    return looking.says(", review on ", ", Prüfung am ") + day(on, looking.language)


def _people(looking: Looking) -> Card | None:
    count = looking.session.scalar(
        select(func.count()).select_from(Person).where(
            Person.organisation_id == looking.viewer.organisation_id, Person.active.is_(True)
        )
    )  # fmt: skip
    rows = (Row(looking.says(f"{count} colleagues in Tierdesk", f"{count} Kollegen in Tierdesk")),)
    return Card(
        looking.says("Your people", "Ihre Leute"), rows, 1 if looking.may(Right.ADMINISTER) else 0,
        looking.says("Who may what", "Wer darf was"), looking.says("who are our people", "wer sind unsere Leute"),
    )  # fmt: skip


def _onboarding(looking: Looking) -> Card | None:
    if looking.viewer.kind is Kind.DISTRIBUTOR and not looking.may(Right.ONBOARD):
        return None
    found = onboarding_cases(looking.session, only_open=True)
    rows = []
    for case in found[:ROWS]:
        late = sum(task.overdue(looking.today) for task in case.tasks)
        done = sum(task.done_on is not None for task in case.tasks)
        text = f"*{escape(case.prospect)}* · {done}/{len(case.tasks)}"
        if late:
            text += looking.says(f" · {late} overdue", f" · {late} überfällig")
        rows.append(
            Row(text, looking.says(f"onboarding of {case.prospect}", f"Stand des Onboardings von {case.prospect}"))
        )
    label, ask = ASKS[Topic.ONBOARDING][looking.language]
    return Card(looking.says("Onboarding", "Onboarding"), tuple(rows), len(found), label, ask)


def _credit(looking: Looking) -> Card | None:
    if not looking.may(Right.SEE_CREDIT):
        return None
    tight = [
        fact
        for fact in credit_lines(looking.session, looking.today)
        if fact.on_hold or fact.headroom.amount * 100 < fact.limit.amount * LATE_CREDIT
    ]
    rows = tuple(
        Row(
            f"*{escape(fact.reseller)}* · "
            + looking.says("left ", "frei ") + money(fact.headroom, looking.language)
            + (looking.says(" · on hold", " · gesperrt") if fact.on_hold else ""),
            looking.says(f"credit of {fact.reseller}", f"Kreditlinie von {fact.reseller}"),
        )
        for fact in tight[:ROWS]
    )  # fmt: skip
    return Card(
        looking.says("Credit lines that are tight", "Knappe Kreditlinien"), rows, len(tight),
        looking.says("Credit lines", "Kreditlinien"),
        looking.says("which credit lines are nearly used up", "welche Kreditlinien sind fast ausgeschöpft"),
    )  # fmt: skip


def _stock(looking: Looking) -> Card | None:
    if not looking.may(Right.SEE_STOCK):
        return None
    total = func.sum(Stock.available)
    found = looking.session.execute(
        select(Product.mpn, total)
        .join(Stock, Stock.product_id == Product.id)
        .where(Stock.distributor_id == looking.viewer.organisation_id)
        .group_by(Product.mpn)
        .having(total == 0)
        .order_by(Product.mpn)
    ).all()
    rows = tuple(
        Row(f"*{escape(row.mpn)}*", looking.says(f"stock of {row.mpn}", f"Bestand {row.mpn}")) for row in found[:ROWS]
    )
    return Card(
        looking.says("Out of stock", "Nicht am Lager"), rows, len(found),
        looking.says("Stock", "Bestand"), looking.says("what is out of stock", "was ist nicht am Lager"),
    )  # fmt: skip


def _corrections(looking: Looking) -> Card | None:
    owner = looking.viewer.organisation_id
    if owner is None or not looking.may(Right.PUBLISH):
        return None
    found = corrections.waiting(looking.session, owner)
    rows = tuple(Row(f"*{escape(view.number)}* {escape(view.title)}", view.number) for view in found[:ROWS])
    return Card(
        looking.says("Knowledge to mend", "Wissen zu berichtigen"), rows, len(found),
        looking.says("Corrections", "Korrekturen"), looking.says("open corrections", "offene Korrekturen"),
    )  # fmt: skip


def _unanswered(looking: Looking) -> Card | None:
    if not looking.may(Right.PUBLISH):
        return None
    now = looking.clock.now()
    found = unanswered.between(looking.session, now - timedelta(days=QUESTION_DAYS), now)
    ask = looking.says("which questions could you not answer", "welche Fragen konntest du nicht beantworten")
    marks = ("„{}“", "“{}”")[looking.language == "en"]
    rows = tuple(Row(marks.format(escape(row.question))) for row in found[-ROWS:])
    return Card(
        looking.says("Asked in vain this month", "Diesen Monat vergeblich gefragt"), rows, len(found),
        looking.says("All of them", "Alle"), ask,
    )  # fmt: skip


def _partners(looking: Looking) -> Card | None:
    found = organisations(looking.session, Kind.RESELLER)
    words = looking.says("resellers in your programme", "Reseller in Ihrem Programm")
    if looking.viewer.kind is Kind.DISTRIBUTOR:
        words = looking.says("resellers that buy from you", "Reseller, die bei Ihnen kaufen")
    rows = (Row(f"{number(len(found), looking.language)} {words}"),)
    return Card(
        looking.says("Partners", "Partner"), rows, min(len(found), 1), looking.says("Scorecard", "Kennzahlen"),
        looking.says("how are my partners doing", "wie stehen meine Partner da"),
    )  # fmt: skip


def _announcements(looking: Looking) -> Card | None:
    if not looking.may(Right.ANNOUNCE):
        return None
    found = own_announcements(looking.session, looking.viewer, looking.clock.now())
    rows = tuple(Row(escape(sent.news.title)) for sent in found[:1])
    ask = looking.says("our announcements", "unsere Ankündigungen")
    return Card(looking.says("Announcements", "Ankündigungen"), rows, len(found), looking.says("All", "Alle"), ask)


CARDS: Final[dict[Kind, tuple[Read, ...]]] = {
    Kind.RESELLER: (_deadlines, _requests, _deals, _orders, _renewals, _tier, _onboarding, _people),
    Kind.DISTRIBUTOR: (
        _decisions, _requests, _deadlines, _onboarding, _credit, _stock, _corrections, _partners, _announcements,
        _people,
    ),
    Kind.VENDOR: (_decisions, _requests, _corrections, _unanswered, _partners, _announcements, _people),
    Kind.PROSPECT: (_deadlines, _onboarding, _people),
    Kind.OPERATOR: (_people,),
}  # fmt: skip
