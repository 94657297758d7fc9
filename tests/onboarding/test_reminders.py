"""Reminders come on business mornings, once each, and rest while a case does."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from onboarding_desk import MANAGER, OWNER, confirm, heard, said

from bot.playground.demo import Demo

OSLO = ZoneInfo("Europe/Oslo")
INVITE = "invite Lyngnett AS, Norway, org.no 974760673, contact Siri Moe siri@lyngnett.example, for Wireless"


def days(demo: Demo, count: int) -> None:
    """Let days pass, an hour at a time in the mornings, looking for deadlines as the product does every minute."""
    assert demo.parts is not None
    for _ in range(count):
        demo.clock.set(demo.clock.now() + timedelta(days=1))
        demo.parts.deadlines.look()
        demo.driver.wait_until_quiet()


def reminders(demo: Demo, person: str) -> list[str]:
    return [message.text for message in said(demo, person) if "overdue" in message.text or "due soon" in message.text]


def test_the_manager_hears_of_late_steps_once_each_and_on_business_days(demo: Demo) -> None:
    confirm(demo, MANAGER, INVITE)
    days(demo, 14)
    told = reminders(demo, MANAGER)
    assert told
    assert len(told) == len(set(told)) or len(told) <= 4
    again = len(told)
    assert demo.parts is not None
    demo.parts.deadlines.look()
    demo.driver.wait_until_quiet()
    assert len(reminders(demo, MANAGER)) == again
    for message in said(demo, MANAGER):
        if message.text in told:
            sent = datetime.fromtimestamp(float(message.ts), OSLO)
            assert sent.weekday() < 5


def test_a_paused_case_reminds_nobody(demo: Demo) -> None:
    confirm(demo, MANAGER, INVITE)
    confirm(demo, MANAGER, "pause the onboarding of Lyngnett")
    days(demo, 20)
    assert not [text for text in reminders(demo, MANAGER) if "Lyngnett" in text]


def test_the_company_s_own_people_are_told_in_their_language_place(demo: Demo) -> None:
    days(demo, 1)
    assert "Lyngnett" not in heard(demo, OWNER)
