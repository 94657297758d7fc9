"""Screening against the list: hits are a question to a person, and stay with those who take partners on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from onboarding_desk import CREDIT, MANAGER, actions, ask, confirm, heard, last, press, rows

from bot.playground.demo import Demo
from channel.errors import Unavailable
from channel.tables.programmes import OnboardingCase, OnboardingTask, Screening
from integrations.screening import ListScreening, Subject


def test_the_list_finds_a_company_in_its_country_and_people_everywhere() -> None:
    listed = ListScreening()
    assert listed.check(Subject("Lyngnett AS", "NO", ("Siri Moe",))).hits == ()
    assert [hit.listed_as for hit in listed.check(Subject("Grimsund Trading ASA", "NO")).hits] == [
        "Grimsund Trading AS"
    ]
    assert listed.check(Subject("Grimsund Trading AS", "DE")).hits == ()
    assert [hit.name for hit in listed.check(Subject("Lyngnett AS", "NO", ("Kaspar Velmont",))).hits] == [
        "Kaspar Velmont"
    ]
    assert listed.check(Subject("Lyngnett AS", "NO")).list_date == date(2026, 11, 16)


def test_a_list_that_is_not_there_screens_nobody(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        ListScreening(tmp_path / "none.csv").check(Subject("Lyngnett AS", "NO"))


def invited(demo: Demo, contact: str) -> OnboardingCase:
    confirm(
        demo,
        MANAGER,
        f"invite Lyngnett AS, Norway, org.no 974760673, contact {contact} siri@lyngnett.example, for Wireless",
    )
    confirm(demo, MANAGER, "mark the company data of Lyngnett as received")
    found: OnboardingCase = rows(demo, OnboardingCase)[-1]
    return found


def vetting(demo: Demo, case: OnboardingCase) -> OnboardingTask:
    found: OnboardingTask = rows(
        demo, OnboardingTask, OnboardingTask.case_id == case.id, OnboardingTask.kind == "vetting"
    )[0]
    return found


def test_nothing_found_completes_the_step(demo: Demo) -> None:
    case = invited(demo, "Siri Moe")
    assert "no match on the sanctions list" in ask(demo, MANAGER, "screen Lyngnett")
    press(demo, MANAGER, "draft.confirm")
    assert vetting(demo, case).done_on is not None
    assert "by" in vetting(demo, case).evidence


def test_a_hit_leaves_it_open_until_somebody_clears_it(demo: Demo) -> None:
    case = invited(demo, "Kaspar Velmont")
    assert "1 hits" in ask(demo, MANAGER, "run the sanctions check on Lyngnett")
    press(demo, MANAGER, "draft.confirm")
    assert vetting(demo, case).done_on is None
    assert "in spite of" in ask(demo, MANAGER, "screen Lyngnett: cleared, another person of that name")
    press(demo, MANAGER, "draft.confirm")
    assert vetting(demo, case).done_on is not None
    assert len(rows(demo, Screening, Screening.case_id == case.id)) == 3
    assert "Velmont" not in heard(demo, CREDIT)
    assert "Velmont" not in ask(demo, CREDIT, "how far is the onboarding of Lyngnett")


def test_it_waits_for_the_company_data(demo: Demo) -> None:
    confirm(demo, MANAGER, "invite Lyngnett AS, Norway, contact Siri Moe siri@lyngnett.example, for Wireless")
    assert "Company data" in ask(demo, MANAGER, "screen Lyngnett")
    assert "draft.confirm" not in actions(last(demo, MANAGER))
