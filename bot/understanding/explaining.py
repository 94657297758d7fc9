"""Why a message was understood as it was: entities with their origin, what spoke for which capability, the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.understanding.dates import When
from bot.understanding.evidence import Verdict, weigh
from bot.understanding.figures import Amount, Number, Span
from bot.understanding.followups import ThreadMemory
from bot.understanding.habits import load_habits
from bot.understanding.marks import Mark
from bot.understanding.names import Names
from bot.understanding.products import ProductFind
from bot.understanding.reading import Reading, strongest
from bot.understanding.requests import Request, Understanding
from bot.understanding.understand import Engine, engine_for, load_evidence

SHOWN = 5
"""Capabilities shown, the likeliest first."""

_IN_SIGHT = {
    "mpn": "products in sight",
    "products": "products in sight",
    "variant": "packs and bundles of the products in sight",
    "reseller": "organisations in sight",
    "distributor": "organisations in sight",
    "vendor": "organisations in sight",
    "customer": "customers of the registrations in sight",
    "person": "people in sight",
    "order": "orders in sight",
    "warehouse": "warehouses in sight",
    "line": "lines in sight",
    "tier": "tiers in sight",
    "territory": "names of countries",
    "city": "names of towns",
}
_BY_FORM = "how it is written"


@dataclass(frozen=True)
class Entity:
    """Something found in the words, at text[start:end]. `origin` says what it was recognised by."""

    typed: str
    kind: str
    value: str
    origin: str
    start: int
    end: int


@dataclass(frozen=True)
class Weighed:
    """A capability that was considered, with its points and each reason for them."""

    capability: str
    points: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """A message from its words to the requests. `corrected` are words read as others, (typed, taken for);
    `unknown` words that nothing knows; `considered` the likeliest capabilities of the message as a whole.
    """

    text: str
    language: str
    entities: tuple[Entity, ...]
    corrected: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    considered: tuple[Weighed, ...]
    earlier: tuple[Request, ...]
    understanding: Understanding

    def plain(self) -> dict[str, object]:
        """Everything as values for JSON; slots under the names of the closed list."""
        return {
            "text": self.text,
            "language": self.language,
            "entities": [asdict(entity) for entity in self.entities],
            "corrected": [list(pair) for pair in self.corrected],
            "unknown": list(self.unknown),
            "considered": [asdict(weighed) for weighed in self.considered],
            "thread": [_plain(request) for request in self.earlier],
            "requests": [_plain(request) for request in self.understanding.requests],
        }


def explain(text: str, thread: ThreadMemory, names: Names, now: datetime) -> Explanation:
    """What `understand` makes of the message, and why. `now` is aware, in the asker's local zone."""
    engine: Engine = engine_for(names)
    last = thread.requests[-1] if thread.requests else None
    reading = engine.read(text, now, last.language if last else None)
    return Explanation(
        text=reading.text,
        language=reading.language,
        entities=tuple(_entity(mark, names) for mark in reading.marks.found),
        corrected=_corrected(reading),
        unknown=reading.unknown,
        considered=tuple(_weighed(verdict) for verdict in _verdicts(reading, names)),
        earlier=thread.requests,
        understanding=engine.understand(text, thread, now),
    )


def _verdicts(reading: Reading, names: Names) -> Sequence[Verdict]:
    habits: Mapping[str, tuple[float, str]] = load_habits().points(reading.words)
    return weigh(strongest(reading.cues), reading.marks, names.own_kind, load_evidence(), habits)[:SHOWN]


def _weighed(verdict: Verdict) -> Weighed:
    return Weighed(str(verdict.capability), round(verdict.points, 2), verdict.reasons)


def _corrected(reading: Reading) -> tuple[tuple[str, str], ...]:
    read = ((word.raw, word.forms[-1]) for word in reading.words if "entity" not in word.kinds and len(word.forms) > 1)
    return tuple((typed, taken) for typed, taken in read if typed.casefold() != taken)


def _entity(mark: Mark, names: Names) -> Entity:
    return Entity(mark.typed, mark.kind, _value(mark.value), _origin(mark, names), mark.start, mark.end)


def _origin(mark: Mark, names: Names) -> str:
    if mark.kind == "deal":
        known = {deal.number for deal in names.deals}
        return "registrations in sight" if mark.value in known else _BY_FORM
    origin = _IN_SIGHT.get(mark.kind, _BY_FORM)
    if isinstance(mark.value, ProductFind) and not mark.value.sure:
        return f"{origin}, not written out"
    return origin


def _value(value: object) -> str:
    if isinstance(value, ProductFind):
        return " or ".join(value.mpns)
    if isinstance(value, Amount):
        return f"{value.value:f} {value.currency or ''}".strip()
    if isinstance(value, Number):
        return f"{value.value:f}"
    if isinstance(value, When):
        return " / ".join(filter(None, (value.day, value.period)))
    if isinstance(value, Span):
        return f"{value.count} {value.unit}"
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _plain(request: Request) -> dict[str, object]:
    asked = request.clarification
    return {
        "capability": str(request.capability),
        "text": request.text,
        "slots": request.slots.record(),
        "aspects": list(request.slots.aspects),
        "reasons": list(request.reasons),
        "taken_for": [list(pair) for pair in request.resolved],
        "question": asked.question if asked else None,
        "choices": [choice.label for choice in asked.choices] if asked else [],
    }
