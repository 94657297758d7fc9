"""A year of reminders, with restarts, clocks that jump, and daylight saving: each exactly once, none in quiet hours."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from small_channel import START, SYSTEM, ZONES, SmallChannel
from sqlalchemy import select

from channel.access.rights import Right
from channel.digests_items import LEADS
from channel.tables.parties import Person
from channel.tables.requests import DigestRound


@pytest.mark.parametrize("seed", range(2))
def test_each_reminder_comes_once_and_none_in_quiet_hours(seed: int, tmp_path: Path) -> None:
    channel = SmallChannel(tmp_path, seed)
    while channel.clock.now() < START + timedelta(days=366):
        fate = channel.chance.random()
        if fate < 0.02:
            channel.clock.advance(timedelta(days=channel.chance.randrange(1, 6)))  # nobody ran it
        elif fate < 0.06:
            channel.clock.advance(-timedelta(hours=channel.chance.randrange(1, 30)))  # the clock was put back
        else:
            channel.clock.advance(timedelta(minutes=channel.chance.randrange(120, 900)))
        if channel.chance.random() < 0.1:
            channel.restart()
        channel.tick()

    with channel.gate.viewing(SYSTEM) as session:
        through = {row.person_id: row.told_through for row in session.scalars(select(DigestRound))}
    expected = Counter(
        (certificate.person_id, certificate.code)
        for certificate in channel.certificates()
        for lead in LEADS["certificates"]  # type: ignore[index] - a topic is its word
        if START.astimezone(ZoneInfo(ZONES[certificate.person_id - 1])).date()
        <= certificate.expires_on - timedelta(days=lead)
        <= through[certificate.person_id]
    )
    assert Counter((person, code) for person, code, _, _ in channel.told) == expected
    assert sum(expected.values()) > 100
    assert channel.quiet_messages == 0
    assert max(Counter(channel.digests).values(), default=0) <= 1


def test_who_left_is_told_nothing(tmp_path: Path) -> None:
    channel = SmallChannel(tmp_path, 1)
    with channel.gate.acting(SYSTEM, Right.OPERATE) as action:
        for person in action.session.scalars(select(Person)):
            person.active = False
    for _ in range(60):
        channel.clock.advance(timedelta(days=1))
        channel.tick()
    assert channel.told == []
