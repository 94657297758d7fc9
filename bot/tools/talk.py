"""Talking: help by role, small talk, and the refusal of what nobody may have."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.tables.parties import Kind
from channel.tables.products import Product


@dataclass(frozen=True)
class Help:
    """What this person can ask for: topics (keys worded by the screen) in order of use, with a part number in the
    person's sight for the examples, none where products are not for the person.
    """

    topics: tuple[str, ...]
    linked: bool
    mpn: str | None = None


@dataclass(frozen=True)
class SmallTalk:
    """A friendly word that leads back to the work. Mood: thanks, greeting, identity, farewell or other."""

    mood: str


@dataclass(frozen=True)
class Declined:
    """A request that asks to be somebody else, or to see what is under the bonnet."""


_TRADE = frozenset({Kind.RESELLER, Kind.DISTRIBUTOR, Kind.VENDOR})
_BUYERS = frozenset({Kind.RESELLER, Kind.DISTRIBUTOR})
_SELLERS = frozenset({Kind.DISTRIBUTOR, Kind.VENDOR})
_RESELLERS = frozenset({Kind.RESELLER})

TOPICS: tuple[tuple[str, Right, frozenset[Kind]], ...] = (
    ("joining", Right.ASK, frozenset({Kind.PROSPECT})),
    ("documents", Right.ASK, frozenset(Kind)),
    ("prices", Right.SEE_PRICES, _TRADE),
    ("stock", Right.SEE_STOCK, _TRADE),
    ("decide", Right.DECIDE_DEALS, _SELLERS),
    ("orders", Right.SEE_ORDERS, _BUYERS),
    ("register", Right.REGISTER_DEALS, _RESELLERS),
    ("deals", Right.SEE_DEALS, _TRADE),
    ("changing", Right.REGISTER_DEALS, _RESELLERS),
    ("requests", Right.ASK, _RESELLERS),
    ("credit", Right.SEE_CREDIT, _BUYERS),
    ("programme", Right.ASK, _RESELLERS),
    ("renewals", Right.ASK, _BUYERS),
    ("figures", Right.ASK, _SELLERS),
    ("publishing", Right.PUBLISH, _SELLERS),
    ("telling", Right.ANNOUNCE, _SELLERS),
    ("onboarding", Right.ONBOARD, _SELLERS),
    ("loading", Right.LOAD_DATA, _TRADE),
    ("people", Right.ADMINISTER, frozenset(Kind)),
    ("digest", Right.ASK, frozenset(Kind)),
    ("human", Right.ASK, frozenset(Kind)),
)
MOODS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("thanks", ("thank", "thx", "cheers", "dank", "merci", "takk", "brilliant", "perfect", "super", "great")),
    ("identity", ("robot", "chatgpt", "human", "who are you", "wer bist", "are you a", "bist du", "mensch")),
    ("greeting", ("hi", "hello", "hey", "hallo", "moin", "servus", "guten", "good morning", "grüß")),
    ("farewell", ("bye", "tschüss", "ciao", "see you", "bis dann")),
)


def help_for(asking: Asking, _arguments: Arguments) -> Result:
    """What the person can do here, by organisation and rights."""
    return Result(help_of(asking.gate, asking.person))


def help_of(gate: Gate, viewer: Viewer) -> Help:
    """What a viewer can ask for."""
    topics = tuple(name for name, right, kinds in TOPICS if right in viewer.rights and viewer.kind in kinds)
    mpn = None
    if viewer.kind in _TRADE:
        with gate.viewing(viewer) as session:
            mpn = session.scalars(select(Product.mpn).order_by(Product.id).limit(1)).first()
    return Help(topics, linked=viewer.person_id is not None, mpn=mpn)


def small_talk(asking: Asking, _arguments: Arguments) -> Result:
    """A short friendly answer."""
    words = f" {asking.text.casefold()} "
    for mood, signs in MOODS:
        if any(f" {sign}" in words for sign in signs):
            return Result(SmallTalk(mood))
    return Result(SmallTalk("other"))


def decline(_asking: Asking, _arguments: Arguments) -> Result:
    """No message changes who somebody is or what they may see."""
    return Result(Declined(), Outcome.REFUSE_NEUTRAL)


TOOLS = (
    Tool("help", Arguments, Right.ASK, help_for, open_to_all=True),
    Tool("smalltalk", Arguments, Right.ASK, small_talk, open_to_all=True),
    Tool("refuse", Arguments, Right.ASK, decline, open_to_all=True),
)
