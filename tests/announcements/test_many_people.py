"""An announcement to very many: each told once, at Slack's pace, also when the process is killed again and again."""

from __future__ import annotations

from pathlib import Path

from crowd import A_MINUTE, Crowd

from channel.announcements_sending import A_SLICE
from channel.tables.parties import Person

PEOPLE = 10_000


def test_ten_thousand_people_are_told_once_each_at_slacks_pace(tmp_path: Path) -> None:
    crowd = Crowd(tmp_path, resellers=400, people=PEOPLE)
    crowd.announce("New firmware")
    minutes, deaths = 0, {1: 1, 7: 50, 30: A_SLICE, 60: 119}
    while True:
        minutes += 1
        with crowd.dying_after(deaths.get(minutes, PEOPLE)):
            if not crowd.minute():
                break
    told = crowd.slack.counts()
    author = told.pop("DU1")
    assert author == 1
    assert len(told) == PEOPLE
    assert set(told.values()) == {1}
    assert PEOPLE / A_SLICE <= minutes <= PEOPLE / A_SLICE * 1.2 + 5
    assert A_SLICE < A_MINUTE
    assert "10,000 of 10,000" in crowd.slack.updates[-1]
    assert any("of 10,000 people reached, going on" in text for text in crowd.slack.updates)


def test_where_slack_says_too_often_it_comes_again_later_and_goes_on(tmp_path: Path) -> None:
    crowd = Crowd(tmp_path, resellers=6, people=300)
    first, second = crowd.announce("One"), crowd.announce("Two")
    while crowd.minute():
        pass
    told = crowd.slack.counts()
    told.pop("DU1")
    assert first != second
    assert crowd.slack.refused > 0
    assert set(told.values()) == {2}
    assert len(told) == 300


def test_who_left_meanwhile_is_not_told(tmp_path: Path) -> None:
    crowd = Crowd(tmp_path, resellers=6, people=300)
    crowd.announce("One")
    crowd.minute()
    with crowd.gate.acting(crowd.announcing.viewer, next(iter(crowd.announcing.viewer.rights))) as action:
        gone = list(action.session.query(Person).where(Person.id > 200))
        for person in gone:
            person.active = False
    while crowd.minute():
        pass
    told = crowd.slack.counts()
    assert not any(f"DU{person.id}" in told for person in gone)
    assert len(told) == 300 - len(gone) + 1
    assert "can no longer be reached" in crowd.slack.updates[-1]
