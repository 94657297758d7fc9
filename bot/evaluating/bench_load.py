"""People at the app for `bot.evaluating.bench`: they ask at once, write in bursts, and register deals."""

import queue
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.evaluating.utterances import Minutes
from bot.places import Place
from bot.playground import people
from bot.playground.demo import Demo
from bot.playground.traffic import Entry
from bot.tools import registry
from bot.tools.results import Asking, Outcome

PATIENCE = 60.0
DRAIN = 300.0
PERCENT = 100
PARTS = ("NW-FW120", "NW-FW60", "NW-AP7", "NW-FW240", "NW-SW48P-G2")
HOW_TO = (
    "How do I reset the FW60 to factory settings?",
    "Which devices can form a high availability pair?",
    "What does the returns policy say about opened boxes?",
    "What changed in firmware 7.4?",
    "Which hypervisors can be backed up?",
    "Who pays for shipping a defective unit back?",
    "What are the rules for marketing development funds?",
    "How do I install the FW60?",
    "Wie lange gilt die Garantie für Access Points?",
    "Who may use the Northwall logo?",
)
OPENINGS = ("", "One more: ", "A customer asks: ", "For my notes: ", "Before I call them: ", "Hi, ")
ENDINGS = ("", " Thanks!", " I need it today.", " In short, please.", " A colleague wants to know.")
CUSTOMERS = ("Amsel", "Birke", "Dachs", "Eiche", "Falke", "Ginster", "Habicht", "Iltis", "Kiefer", "Lerche")
TRADES = ("Maschinenbau", "Logistik", "Klinik", "Brauerei", "Verlag", "Druckerei", "Optik", "Kanzlei", "Touristik")


@dataclass(frozen=True)
class Asker:
    """Somebody of the demo world with an order and a registration in their sight."""

    person: str
    order: str
    deal: str


ASKERS = (
    Asker("alpenrock.sales", "4500019702", "DR-2026-0149"),
    Asker("rheinblick.sales", "RB-2026-118", "DR-2026-0144"),
    Asker("donau.sales", "DS-10233", "DR-2026-0131"),
    Asker("alpenrock.owner", "4500019921", "DR-2026-0139"),
    Asker("alpenrock.presales", "4500019702", "DR-2026-0147"),
    Asker("alpenrock.buyer", "4500019921", "DR-2026-0149"),
    Asker("rheinblick.buyer", "RB-2026-118", "DR-2026-0144"),
    Asker("donau.buyer", "DS-10233", "DR-2026-0131"),
)
KINDS: dict[str, Callable[[Asker, int], str]] = {
    "price": lambda _asker, n: f"price for {n % 9 + 1} {PARTS[n % len(PARTS)]}",
    "stock": lambda _asker, n: f"how many {PARTS[n % len(PARTS)]} are in stock?",
    "order": lambda asker, _n: f"where is my order {asker.order}?",
    "deal_status": lambda asker, _n: f"status of {asker.deal}",
    "document": lambda _asker, n: how_to(n),
}


def how_to(number: int) -> str:
    """A question to documents, in other words than the 299 before it, so that each has to be embedded."""
    said, question = divmod(number, len(HOW_TO))
    opening, ending = divmod(said, len(ENDINGS))
    return OPENINGS[opening % len(OPENINGS)] + HOW_TO[question] + ENDINGS[ending]


class Ear:
    """Hears the app's posts, conversation by conversation."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._posted: dict[str, queue.SimpleQueue[float]] = defaultdict(queue.SimpleQueue)
        demo.playground.journal.listen(self._note)

    def ask(self, person: str, text: str) -> float:
        """Ask in the person's own conversation with the app: ms from the message to the answer's end.

        Raises:
            queue.Empty: there was no answer within a minute.
        """
        posted = self._posted[people.dm_id(people.user_id(person))]
        began = self._demo.playground.journal.wall_ms()
        self._demo.driver.say(person, "dm", text)
        return posted.get(timeout=PATIENCE) - began

    def _note(self, entry: Entry) -> None:
        if entry.name == "chat.postMessage" and entry.ok and entry.channel and entry.ms is not None:
            self._posted[entry.channel].put(entry.wall_ms + entry.ms)


class Commits:
    """Stands at the app's named points and notes when a confirmation is committed."""

    def __init__(self) -> None:
        self._instants: queue.SimpleQueue[float] = queue.SimpleQueue()

    def __call__(self, point: str) -> None:
        """Be told a point."""
        if point == "confirm after commit":
            self._instants.put(time.perf_counter())

    def next(self) -> float:
        """The instant of the next commit, in seconds of `time.perf_counter`."""
        return self._instants.get(timeout=PATIENCE)


def questions(demo: Demo, minutes: Minutes, each: int, concurrency: int) -> dict[str, Any]:
    """Times of answers by kind, with so many people asking at once."""
    ear = Ear(demo)
    askers = ASKERS[:concurrency]
    for asker in askers:
        ear.ask(asker.person, "help")
    return {kind: _kind(ear, minutes, words, each, askers) for kind, words in KINDS.items()}


def acknowledgements(demo: Demo, a_second: int, seconds: float) -> dict[str, Any]:
    """Messages at a steady pace: when each was acknowledged, and when all were answered.

    What was not acknowledged counts with the time for which Slack waited.
    """
    journal = demo.playground.journal
    mark, total = journal.last, round(a_second * seconds)
    kinds = [KINDS["price"], KINDS["stock"], KINDS["order"]]
    began = time.perf_counter()
    for n in range(total):
        time.sleep(max(0.0, began + n / a_second - time.perf_counter()))
        asker = ASKERS[n % len(ASKERS)]
        demo.driver.say(asker.person, "dm", kinds[n % len(kinds)](asker, n))
    sent = time.perf_counter() - began
    demo.driver.wait_until_quiet(DRAIN)
    events = [e for e in journal.since(mark, "event") if e.name == "message" and e.user is not None]
    first = [e for e in events if e.attempt == 1 and "bot_id" not in e.request["event"]]
    posts = [e for e in journal.since(mark, "api") if e.name == "chat.postMessage" and e.ok]
    return {
        "events": total,
        "events_a_second": round(total / sent, 1),
        **_spread([e.ms for e in first if e.ms is not None], (50, 99)),
        "sent_again": sum(1 for e in events if e.attempt > 1),
        "answers": len(posts),
        "all_answered_after_s": round(time.perf_counter() - began, 1),
    }


def registrations(demo: Demo, commits: Commits, count: int) -> dict[str, Any]:
    """Deals confirmed one after the other (ms from confirmation to commit), then as many at once (per second).

    That is on the next day, since the programme lets a reseller register twenty a day.
    """
    times = []
    for draft in [_draft(demo, n) for n in range(count)]:
        began = time.perf_counter()
        _confirm(demo, draft)
        times.append((commits.next() - began) * 1000)
    demo.driver.wait_until_quiet(DRAIN)
    demo.clock.set(demo.clock.now() + timedelta(days=1))
    demo.driver.wait_until_quiet(DRAIN)
    second = [_draft(demo, n) for n in range(count, 2 * count)]
    began = time.perf_counter()
    for draft in second:
        _confirm(demo, draft)
    last = max(commits.next() for _ in range(count))
    demo.driver.wait_until_quiet(DRAIN)
    return {"confirmed": 2 * count, **_spread(times, (50, 95)), "at_once_a_second": round(count / (last - began), 1)}


def _kind(
    ear: Ear, minutes: Minutes, words: Callable[[Asker, int], str], each: int, askers: Sequence[Asker]
) -> dict[str, Any]:
    minutes.notes.clear()

    def ask_all(place: int) -> list[float]:
        return [ear.ask(askers[place].person, words(askers[place], n)) for n in range(place, each, len(askers))]

    with ThreadPoolExecutor(len(askers)) as pool:
        times = [ms for some in pool.map(ask_all, range(len(askers))) for ms in some]
    answered = sum(1 for _, served in minutes.notes if all(one.outcome is Outcome.ANSWER for one in served))
    return {**_spread(times, (50, 95, 99)), "asked": each, "answered": answered}


def _spread(times: Sequence[float], at: Sequence[int]) -> dict[str, float]:
    if len(times) == 1:
        return {f"p{percent}_ms": round(times[0], 1) for percent in at}
    cuts = statistics.quantiles(times, n=PERCENT, method="inclusive")
    return {f"p{percent}_ms": round(cuts[percent - 1], 1) for percent in at}


def _draft(demo: Demo, number: int) -> str:
    """A complete registration of its own customer, waiting for its person's confirmation."""
    assert demo.parts is not None
    parts = demo.parts
    name = f"{CUSTOMERS[number % len(CUSTOMERS)]}{number:03} {TRADES[number // len(CUSTOMERS) % len(TRADES)]}"
    domain = name.lower().replace(" ", "-") + ".example"
    person = parts.identity.speaker(*_seller()).viewer
    asking = Asking(
        viewer=person,
        person=person,
        text="they sit in 80331 München",
        language="en",
        now=parts.clock.now(),
        thread=f"bench-{number}",
        gate=parts.gate,
        library=parts.library,
    )
    said = {
        "customer": f"{name} GmbH",
        "mpns": ("NW-FW120",),
        "quantities": (25,),
        "value": "48000",
        "currency": "EUR",
        "dates": ("2027-01",),
        "person": "Max Huber",
        "email": f"max.huber@{domain}",
    }
    drafted = registry.run("deal.register", said, asking)
    assert drafted.outcome is Outcome.DRAFT, "the example is complete"
    assert drafted.draft is not None
    return drafted.draft


def _confirm(demo: Demo, draft: str) -> None:
    assert demo.parts is not None
    team, user = _seller()
    place = Place(team, people.dm_id(user), None, shared=False)
    demo.parts.confirming.start(**demo.parts.confirming.request(draft, place, team, user, None, draft))


def _seller() -> tuple[str, str]:
    person = ASKERS[0].person
    return people.team_id(person.partition(".")[0]), people.user_id(person)
