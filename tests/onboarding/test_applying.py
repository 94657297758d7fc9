"""Applying: requirements before any form, then the distributor decides."""

from __future__ import annotations

from onboarding_desk import actions, ask, fill, heard, last, press, rows

from bot.playground.demo import Demo
from channel.tables.programmes import OnboardingCase

APPLICANT, DISTRIBUTOR = "tirol.owner", "brightpath.partner"


def test_requirements_come_first_then_the_form_then_the_draft(demo: Demo) -> None:
    told = ask(demo, APPLICANT, "we would like to sell Firewall too, how do we apply")
    assert "1 NWCA" in told
    assert len(rows(demo, OnboardingCase)) == 1
    press(demo, APPLICANT, "onboarding.apply")
    done = fill(demo, APPLICANT, lines=["northwall/Firewall"], territory="AT", about="schools in Tyrol")
    assert "Brightpath" in done
    case = rows(demo, OnboardingCase)[-1]
    assert (case.state, case.origin, case.lines) == ("applied", "applied", ["northwall/Firewall"])
    assert "Tirol Netz applies" in heard(demo, DISTRIBUTOR)
    press(demo, DISTRIBUTOR, "onboarding.decide.accept")
    press(demo, DISTRIBUTOR, "draft.confirm")
    assert rows(demo, OnboardingCase)[-1].state == "in_progress"
    assert "takes you on" in heard(demo, APPLICANT) or "nimmt Sie auf" in heard(demo, APPLICANT)


def test_a_company_that_is_under_way_reads_where_it_stands(demo: Demo) -> None:
    told = ask(demo, "nordlys.owner", "how do we become a partner")
    assert "under way: 2 of 9 steps" in told
    assert "onboarding.apply" not in actions(last(demo, "nordlys.owner")) or "ask.1" in actions(
        last(demo, "nordlys.owner")
    )


def test_who_does_not_administer_the_company_reads_it_without_applying(demo: Demo) -> None:
    ask(demo, "tirol.presales", "how do we become a partner for Firewall")
    assert "onboarding.apply" not in actions(last(demo, "tirol.presales"))


def test_a_distributor_is_told_to_invite(demo: Demo) -> None:
    assert "invite" in ask(demo, DISTRIBUTOR, "how can we apply to become a partner")
