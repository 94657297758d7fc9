"""What a question to the documents spends its time on, and how soon a change is seen, for `bot.evaluating.bench`."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import select

from bot.evaluating.bench_load import ASKERS, HOW_TO, PATIENCE
from bot.parts import Parts
from bot.playground import people
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.tables.documents import DocumentVersion
from channel.tables.parties import Organisation
from knowledge.answering import compose
from knowledge.documents import Part, ReadDocument
from knowledge.gathering import sources_of, versions_in_sight
from knowledge.library import CONSIDERED, Grant, NewVersion
from knowledge.search import CANDIDATES

EVERYBODY = Grant("public", datetime(2020, 1, 1, tzinfo=UTC))
LOADING = system_viewer("loading", frozenset({Right.LOAD_DATA}))
ROUNDS = 5
CHANGES = 3
A_DOCUMENT = 40
SENTENCE = "The quarantine mode of appliance {n} holds {n}{round} files for {round} days on shelf {n}."


class Stopwatch:
    """Times stages, each by its name, in ms of this thread's own computing: what else the machine does is left out."""

    def __init__(self) -> None:
        self._times: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time what happens within."""
        began = time.thread_time()
        yield
        self._times[stage].append((time.thread_time() - began) * 1000)

    def medians(self) -> dict[str, float]:
        """The median of each stage."""
        return {f"{stage}_cpu_ms": round(statistics.median(times), 1) for stage, times in self._times.items()}


def stages(parts: Parts) -> dict[str, float]:
    """Medians over the questions of `HOW_TO`, of the work of `Library.answer` taken apart, and of all of it."""
    library, viewer, now = parts.library, _asker(parts), parts.clock.now()
    index, model = library._index, library._embedder  # noqa: SLF001 - what is inside is what is measured
    search = library._search  # noqa: SLF001 - see above
    watch = Stopwatch()
    for question in HOW_TO * ROUNDS:
        with parts.gate.viewing(viewer) as session:
            with watch("sight"):
                visible = versions_in_sight(session, now.date())
                sight = index.shelf().within(visible)
            with watch("reading_the_question"):
                read = search.read(question, sight)
            with watch("embedding"):
                vector = model.embed([question])[0]
            with watch("meaning"):
                cosines = sight.cosines(vector)
                sight.nearest(cosines, CANDIDATES)
            with watch("words"):
                sight.fitting(read.shares, CANDIDATES)
            hits = search.find(read, sight, CANDIDATES)
            with watch("fetching"):
                sources = sources_of(session, [hit.passage for hit in hits[:CONSIDERED]], now.date())
        with watch("composing"):
            compose(read, hits, sources)
        with watch("all"):
            library.answer(viewer, question, now)
    return watch.medians()


def changes(parts: Parts) -> dict[str, float]:
    """Seconds from publishing to findable, with words that were never embedded, and from retiring to gone."""
    found, gone = [], []
    for turn in range(CHANGES):
        parts_of = tuple(_part(turn, number) for number in range(A_DOCUMENT))
        document = ReadDocument(f"bench-{turn}.md", "text/markdown", 1, parts_of)
        version, seconds = _until(partial(_publish, parts, document), partial(_is_found, parts, document))
        found.append(seconds)
        _, seconds = _until(partial(_retire, parts, version), partial(_is_gone, parts, document))
        gone.append(seconds)
    return {
        "passages": A_DOCUMENT,
        "publish_to_findable_s": round(statistics.median(found), 2),
        "retire_to_gone_s": round(statistics.median(gone), 2),
    }


def _until(change: Callable[[], int], done: Callable[[], bool]) -> tuple[int, float]:
    began = time.perf_counter()
    made = change()
    while not done():
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"not seen after {PATIENCE} s")
    return made, time.perf_counter() - began


def _publish(parts: Parts, document: ReadDocument) -> int:
    with parts.gate.acting(LOADING, Right.LOAD_DATA) as action:
        owner = action.session.scalars(select(Organisation.id).where(Organisation.key == "northwall")).one()
        version = parts.library.publish(action, _version(document, owner), [EVERYBODY], document)
    parts.library.catch_up()
    return version


def _retire(parts: Parts, version: int) -> int:
    with parts.gate.acting(LOADING, Right.LOAD_DATA) as action:
        row = action.session.scalars(select(DocumentVersion).where(DocumentVersion.id == version)).one()
        row.retired_at = action.now
    return version


def _is_found(parts: Parts, document: ReadDocument) -> bool:
    found = parts.library.find(_asker(parts), document.parts[0].text, parts.clock.now())
    return any(one.source.file_name == document.name for one in found)


def _is_gone(parts: Parts, document: ReadDocument) -> bool:
    return not _is_found(parts, document)


def _asker(parts: Parts) -> Viewer:
    person = ASKERS[0].person
    return parts.identity.speaker(people.team_id(person.partition(".")[0]), people.user_id(person)).viewer


def _part(turn: int, number: int) -> Part:
    words = " ".join(SENTENCE.format(n=number + 100 * turn, round=turn + n) for n in range(8))
    return Part("text", words, (f"Appliance {number + 100 * turn}",))


def _version(document: ReadDocument, owner: int) -> NewVersion:
    return NewVersion(
        key=document.name,
        owner_id=owner,
        title=document.name.removesuffix(".md"),
        kind="document",
        language="en",
        version="1",
        file_name=document.name,
        media_type=document.media_type,
        checksum="",
        mpns=(),
        effective_from=date(2026, 1, 1),
    )
