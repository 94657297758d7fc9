"""Every table, for every kind of person, over random worlds, against a law written a second time in plain Python."""

from collections import Counter
from collections.abc import Callable

import law
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from persons import person as person_of
from sqlalchemy import select
from worlds import World

from channel.access.gate import Gate
from channel.access.identifying import audience_of, viewer_of
from channel.access.sight import SIGHT
from channel.access.viewer import NOBODY, Audience, Viewer
from channel.tables import Table

Known = Callable[[int], tuple[World, Gate]]
TABLES = {mapper.class_.__tablename__: mapper.class_ for mapper in Table.registry.mappers}
WORLDS = 60
worlds = st.integers(0, WORLDS - 1)
tables = st.sampled_from(sorted(TABLES))
people = st.integers(0, 19)
PERSONAL = {
    "answer_logs",
    "audit_entries",
    "corrections",
    "digest_settings",
    "drafts",
    "partner_requests",
    "thread_turns",
    "uploads",
}
thorough = settings(max_examples=1600, deadline=None, suppress_health_check=list(HealthCheck))
enough = settings(thorough, max_examples=600)


def read(gate: Gate, viewer: Viewer | Audience, table: str) -> set[int]:
    with gate.viewing(viewer) as session:
        return set(session.scalars(select(TABLES[table].id)))


def lawful(world: World, person: int, table: str) -> set[int]:
    who = person_of(world, world.rows["people"][person])
    return {row["id"] for row in world.rows[table] if law.may_read(who, table, row)}


def test_every_table_has_a_sight_and_a_law() -> None:
    assert set(SIGHT) == set(TABLES.values())
    assert set(law.LAW) == set(TABLES)


@thorough
@given(seed=worlds, person=people, table=tables)
def test_a_person_sees_exactly_what_the_law_says(world_of: Known, seed: int, person: int, table: str) -> None:
    world, gate = world_of(seed)
    person %= len(world.rows["people"])
    viewer = viewer_of(gate, world.rows["people"][person]["id"])
    assert read(gate, viewer, table) == lawful(world, person, table)


def test_everybody_in_three_worlds_sees_exactly_what_the_law_says_of_every_table(world_of: Known) -> None:
    for seed in range(WORLDS, WORLDS + 3):
        world, gate = world_of(seed)
        for person, row in enumerate(world.rows["people"]):
            viewer = viewer_of(gate, row["id"])
            for table in TABLES:
                assert read(gate, viewer, table) == lawful(world, person, table), (seed, person, table)


@enough
@given(seed=worlds, listeners=st.lists(people, min_size=1, max_size=5), table=tables)
def test_an_audience_sees_what_all_of_it_may_see(world_of: Known, seed: int, listeners: list[int], table: str) -> None:
    world, gate = world_of(seed)
    present = {listener % len(world.rows["people"]) for listener in listeners}
    viewers = [viewer_of(gate, world.rows["people"][person]["id"]) for person in present]
    seen = read(gate, audience_of(viewers), table)
    shared = set.intersection(*(lawful(world, person, table) for person in present))
    if table in PERSONAL:
        assert seen <= shared, "what is a person's own is not for a conversation"
    else:
        assert seen == shared


@settings(thorough, max_examples=100)
@given(seed=worlds, table=tables)
def test_the_unlinked_see_nothing(world_of: Known, seed: int, table: str) -> None:
    _, gate = world_of(seed)
    assert read(gate, NOBODY, table) == set()
    assert read(gate, Audience(), table) == set()


def test_the_worlds_try_every_rule_both_ways(world_of: Known) -> None:
    seen: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    for seed in range(12):
        world, _ = world_of(seed)
        for person in range(len(world.rows["people"])):
            for table in TABLES:
                visible = len(lawful(world, person, table))
                seen[table] += visible
                unseen[table] += len(world.rows[table]) - visible
    assert {table for table in TABLES if not seen[table]} == {"data_marks", "digest_rounds", "outbox_messages"}
    assert {table for table in TABLES if not unseen[table]} == set()
