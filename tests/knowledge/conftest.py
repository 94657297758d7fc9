from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_for_slack
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables import Table
from channel.tables.parties import Organisation
from ingest.reading import read_here
from ingest.records import load_world
from knowledge.embedding import DIMENSIONS, Vectors
from knowledge.library import Grant, Library, NewVersion
from knowledge.terms import terms

WORLD = Path(__file__).parents[2] / "bot" / "playground" / "world"
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
PUBLIC = (Grant("public", LONG_AGO),)


class CountingWords:
    """A model without meaning, that needs no loading: each stem is a direction of its own."""

    name = "counting-words"

    def embed(self, texts: Sequence[str]) -> Vectors:
        found = np.full((len(texts), DIMENSIONS), 1e-4, dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for term in terms(text):
                row[int.from_bytes(hashlib.sha256(term.encode()).digest()[:4]) % DIMENSIONS] += 1
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)

    def warm_up(self) -> None:
        pass


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(MORNING, ticking=False)


@pytest.fixture
def gate(tmp_path: Path, clock: MovableClock) -> Gate:
    """The demo channel without its documents."""
    engine = open_engine(sqlite_url(tmp_path / "channel.sqlite"))
    Table.metadata.create_all(engine)
    opened = Gate(engine, clock)
    load_world(opened, WORLD, MORNING)
    return opened


@pytest.fixture
def library(gate: Gate, tmp_path: Path) -> Iterator[Library]:
    opened = Library(gate, tmp_path / "knowledge", CountingWords())
    yield opened
    opened.close()


@pytest.fixture
def reseller(gate: Gate) -> Viewer:
    return viewer_for_slack(gate, "TALPENROCK", "UALPENROCKSALES")


@pytest.fixture
def other_reseller(gate: Gate) -> Viewer:
    return viewer_for_slack(gate, "TPIXELFORGE", "UPIXELFORGESALES")


Publish = Callable[..., int]


@pytest.fixture
def publish(gate: Gate, library: Library) -> Publish:
    """Publish Markdown as Northwall's document of that title, findable at once; gives the version's id."""

    def published(
        title: str,
        words: str,
        *,
        grants: Sequence[Grant] = PUBLIC,
        version: str = "1",
        effective_from: date = date(2026, 1, 1),
        superseded_on: date | None = None,
        mpns: tuple[str, ...] = (),
    ) -> int:
        loading = system_viewer("loading", frozenset({Right.LOAD_DATA}))
        with gate.acting(loading, Right.LOAD_DATA) as action:
            owner = action.session.scalars(select(Organisation.id).where(Organisation.key == "northwall")).one()
            new = NewVersion(
                key=f"northwall/{title}",
                owner_id=owner,
                title=title,
                kind="datasheet",
                language="en",
                version=version,
                file_name=f"{title}.md",
                media_type="text/markdown",
                checksum="",
                mpns=mpns,
                effective_from=effective_from,
                superseded_on=superseded_on,
            )
            made = library.publish(action, new, grants, read_here(words.encode(), f"{title}.md"))
        library.catch_up()
        return made

    return published


@pytest.fixture
def only_for(gate: Gate) -> Callable[..., tuple[Grant, ...]]:
    """A grant to one organisation, perhaps from an instant on."""

    def grants(key: str, visible_from: datetime = LONG_AGO) -> tuple[Grant, ...]:
        with gate.acting(system_viewer("loading", frozenset({Right.LOAD_DATA})), Right.LOAD_DATA) as action:
            found = action.session.scalars(select(Organisation.id).where(Organisation.key == key)).one()
        return (Grant("organisation", visible_from, organisation_id=found),)

    return grants
