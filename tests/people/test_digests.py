"""Everybody sets their own digest: shown first, kept once confirmed, and nothing promised that is not done."""

from __future__ import annotations

from datetime import time

import pytest
from sqlalchemy import select

from bot.playground.demo import Demo
from bot.tools import registry
from bot.tools.digests import DigestDraft, OwnLeadTime
from bot.tools.questions import Question
from bot.tools.results import Asking
from bot.understanding.requests import Slots
from channel.access.identifying import system_viewer, viewer_for_slack
from channel.access.rights import Right
from channel.digests import Frequency, Setting, Topic
from channel.tables.requests import DigestSetting

SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
ALL = tuple(Topic)


def said(demo: Demo, words: str, slots: Slots = Slots()) -> object:  # noqa: B008 - frozen
    assert demo.parts is not None
    parts = demo.parts
    person = next(p for p in demo.playground.workspace.people.values() if p.key == "alpenrock.sales")
    viewer = viewer_for_slack(parts.gate, person.team, person.id)
    asking = Asking(viewer, viewer, words, "en", parts.clock.now(), "t", parts.gate, parts.library)
    return registry.run("digest.settings", slots, asking).value


@pytest.mark.parametrize(
    ("words", "setting"),
    [
        ("weekly digest on Monday at 8", Setting(Frequency.WEEKLY, 0, 8)),
        ("send the overview every morning at 7am", Setting(Frequency.DAILY, 0, 7)),
        ("Zusammenfassung nur noch freitags um 16 Uhr", Setting(Frequency.WEEKLY, 4, 16)),
        ("no digest", Setting(Frequency.OFF)),
        ("bitte keine Zusammenfassung mehr", Setting(Frequency.OFF)),
        ("stop the daily digest, weekly will do", Setting(Frequency.WEEKLY)),
        ("daily digest, only renewals", Setting(Frequency.DAILY, topics=(Topic.RENEWALS,))),
        ("nothing after 7pm", Setting(quiet_from=time(19), quiet_to=time(8))),
        ("Ruhe von 20 bis 7 Uhr", Setting(quiet_from=time(20), quiet_to=time(7))),
    ],
)
def test_words_become_a_setting(demo: Demo, words: str, setting: Setting) -> None:
    draft = said(demo, words)
    assert isinstance(draft, DigestDraft)
    assert draft.setting == setting


def test_what_cannot_be_set_is_said(demo: Demo) -> None:
    assert isinstance(said(demo, "once a month please", Slots(frequency="monthly")), Question)
    assert isinstance(said(demo, "tell me two days ahead", Slots(days=2)), OwnLeadTime)


def test_it_is_kept_once_confirmed_and_changed_later(demo: Demo) -> None:
    def rows() -> list[DigestSetting]:
        assert demo.parts is not None
        with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
            found = list(action.session.scalars(select(DigestSetting)))
            action.session.expunge_all()
        return found

    for words, frequency in (("weekly digest on Monday at 8", "weekly"), ("daily digest at 9", "daily")):
        drafted = demo.driver.ask("alpenrock.sales", "dm", words)
        assert "Digest" in drafted.text
        message = [m for m in demo.driver.messages("dm", "alpenrock.sales") if m.is_app][-1]
        demo.driver.press("alpenrock.sales", message, "draft.confirm")
        demo.driver.wait_until_quiet()
        assert [row.frequency for row in rows()] == [frequency]
