"""Talking: help by role, small talk, and the refusal of what nobody may have."""

from dataclasses import dataclass

from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel.access.rights import Right
from channel.tables.parties import Kind


@dataclass(frozen=True)
class Help:
    """What this person can ask for: topics (keys worded by the screen) in order of use."""

    topics: tuple[str, ...]
    linked: bool


@dataclass(frozen=True)
class SmallTalk:
    """A friendly word that leads back to the work. Mood: thanks, greeting, identity, farewell or other."""

    mood: str


@dataclass(frozen=True)
class Declined:
    """A request that asks to be somebody else, or to see what is under the bonnet."""


TOPICS: tuple[tuple[str, Right, frozenset[Kind]], ...] = (
    ("documents", Right.ASK, frozenset(Kind)),
    ("prices", Right.SEE_PRICES, frozenset({Kind.RESELLER, Kind.DISTRIBUTOR, Kind.VENDOR})),
    ("stock", Right.SEE_STOCK, frozenset({Kind.RESELLER, Kind.DISTRIBUTOR, Kind.VENDOR})),
    ("orders", Right.SEE_ORDERS, frozenset({Kind.RESELLER, Kind.DISTRIBUTOR})),
    ("register", Right.REGISTER_DEALS, frozenset({Kind.RESELLER})),
    ("deals", Right.SEE_DEALS, frozenset({Kind.RESELLER, Kind.DISTRIBUTOR, Kind.VENDOR})),
    ("decide", Right.DECIDE_DEALS, frozenset({Kind.DISTRIBUTOR, Kind.VENDOR})),
    ("credit", Right.SEE_CREDIT, frozenset({Kind.RESELLER, Kind.DISTRIBUTOR})),
    ("programme", Right.ASK, frozenset({Kind.RESELLER})),
)
MOODS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("thanks", ("thank", "thx", "cheers", "dank", "merci", "takk", "brilliant", "perfect", "super", "great")),
    ("identity", ("robot", "chatgpt", "human", "who are you", "wer bist", "are you a", "bist du", "mensch")),
    ("greeting", ("hi", "hello", "hey", "hallo", "moin", "servus", "guten", "good morning", "grüß")),
    ("farewell", ("bye", "tschüss", "ciao", "see you", "bis dann")),
)


def help_for(asking: Asking, _arguments: Arguments) -> Result:
    """What the person can do here, by organisation and rights."""
    person = asking.person
    topics = tuple(name for name, right, kinds in TOPICS if right in person.rights and person.kind in kinds)
    return Result(Help(topics, linked=person.person_id is not None))


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
