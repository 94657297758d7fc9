"""A distributor invites by a sentence, a card or a file; a company that is known elsewhere is asked first."""

from __future__ import annotations

from onboarding_desk import MANAGER, actions, ask, confirm, drop, heard, last, press, rows, said

from bot.playground.demo import Demo
from channel.tables.onboarding import OnboardingInvitation
from channel.tables.parties import Organisation, Person
from channel.tables.programmes import OnboardingCase, OnboardingTask

SENTENCE = "invite Lyngnett AS, Norway, org.no 974760673, contact Siri Moe siri@lyngnett.example, for Wireless"


def test_one_sentence_is_enough(demo: Demo) -> None:
    drafted = ask(demo, MANAGER, SENTENCE)
    assert "Lyngnett AS" in drafted
    assert "974 760 673" in drafted
    assert "Northwall Wireless in Norway" in drafted
    assert len(rows(demo, OnboardingCase)) == 1

    done = press(demo, MANAGER, "draft.confirm")
    assert "Lyngnett is invited" in done
    case = rows(demo, OnboardingCase)[-1]
    assert (case.state, case.territory, case.lines) == ("invited", "NO", ["northwall/Wireless"])
    company = rows(demo, Organisation, Organisation.id == case.prospect_id)[0]
    assert (company.legal_name, company.kind, company.currency) == ("Lyngnett AS", "prospect", "NOK")
    assert [p.name for p in rows(demo, Person, Person.organisation_id == company.id)] == ["Siri Moe"]
    steps = rows(demo, OnboardingTask, OnboardingTask.case_id == case.id)
    assert [step.kind for step in steps][:3] == ["company_data", "vetting", "references"]
    assert all(step.due_on.weekday() < 5 for step in steps)


def test_what_is_missing_is_said_and_nothing_can_be_confirmed_before(demo: Demo) -> None:
    drafted = ask(demo, MANAGER, "invite Lyngnett AS for Wireless, org.no 974760674")
    assert "country is missing" in drafted
    assert "e-mail is missing" in drafted
    assert "draft.confirm" not in actions(last(demo, MANAGER))

    ask(demo, MANAGER, "yes")
    assert len(rows(demo, OnboardingCase)) == 1

    press(demo, MANAGER, "onboarding.invite.edit")
    form = demo.driver.views(MANAGER)[-1]
    demo.driver.submit(form, {"country": "NO", "email": "siri@lyngnett.example", "register_number": "974 760 674"})
    assert "register number does not fit" in heard(demo, MANAGER)
    press(demo, MANAGER, "onboarding.invite.edit")
    demo.driver.submit(demo.driver.views(MANAGER)[-1], {"register_number": "974760673"})
    assert any("draft.confirm" in actions(message) for message in said(demo, MANAGER))


def test_a_private_mailbox_and_a_stranger_s_domain_are_declined(demo: Demo) -> None:
    assert "private mailbox" in ask(demo, MANAGER, "invite Lyngnett AS, Norway, siri.moe@gmail.com, for Wireless")
    assert "not of the company's domain" in ask(
        demo, MANAGER, "invite Fjellheim AS, Norway, www.fjellheim.example, siri@lyngnett.example, for Wireless"
    )


def test_a_business_card_is_read(demo: Demo) -> None:
    card = """invite for Firewall:
Siri Moe
Managing Director
Lyngnett AS
Storgata 4, 5003 Bergen, Norway
siri@lyngnett.example
www.lyngnett.example
NO 974 760 673 MVA"""
    drafted = ask(demo, MANAGER, card)
    assert "Siri Moe" in drafted
    assert "NO974760673MVA" in drafted
    assert "draft.confirm" in actions(last(demo, MANAGER))


def test_without_a_company_it_asks_whom_and_goes_on_from_there(demo: Demo) -> None:
    assert "Whom shall I invite?" in ask(demo, MANAGER, "invite these partners")
    ask(demo, MANAGER, "invite Lyngnett AS for Wireless")
    said_more = ask(demo, MANAGER, "Norway, siri@lyngnett.example")
    assert "Invite Lyngnett AS to become a partner?" in said_more


def test_a_colleague_of_a_like_name_is_not_taken_for_the_contact(demo: Demo) -> None:
    assert "Contact" not in ask(demo, "brightpath.partner", "invite Huber Systemhaus GmbH, Austria, for Firewall")


def test_in_german(demo: Demo) -> None:
    drafted = ask(
        demo,
        "brightpath.partner",
        "lade die Huber Systemhaus GmbH ein, Österreich, UID ATU13585627, Ansprechpartnerin Eva Huber"
        " eva@huber.example, für Firewall",
    )
    assert "Huber Systemhaus GmbH als Partner einladen?" in drafted
    assert "Checkliste" in drafted


def test_a_file_shows_each_row_s_errors_and_invites_the_rest_at_once(demo: Demo) -> None:
    table = (
        "company;country;org no;contact;email;line\n"
        "Lyngnett AS;NO;974760673;Siri Moe;siri@lyngnett.example;Wireless\n"
        "Myrvang AS;NO;974760674;Per Dal;per@myrvang.example;Wireless\n"
        "Havnett ApS;DK;;Ib Lund;ib@havnett.example;Wireless\n"
    )
    shown = drop(demo, MANAGER, "partners.csv", table)
    assert "invite 2 of 3" in shown
    assert "register number does not fit" in shown
    press(demo, MANAGER, "draft.confirm")
    assert len(rows(demo, OnboardingCase)) == 3


def test_what_is_under_way_or_served_already_is_not_invited_again(demo: Demo) -> None:
    again = ask(demo, MANAGER, "invite Nordlys IT AS, Norway, ane.lund@nordlys.example, for Switching")
    assert "under way already" in again
    assert "draft.confirm" not in actions(last(demo, MANAGER))
    assert "partner of this distributor already" in ask(
        demo, MANAGER, "invite Fjordbyte AS, Norway, sales@fjordbyte.example, for Switching"
    )


def test_a_partner_elsewhere_is_asked_and_the_inviter_learns_nothing_until_it_agrees(demo: Demo) -> None:
    done = confirm(
        demo, MANAGER, "invite Tirol Netz OG, Austria, contact Eva Rot eva.rot@tirol.example, for Switching, FN 122119m"
    )
    assert "Tirol Netz is invited" in done
    case = rows(demo, OnboardingCase)[-1]
    typed = rows(demo, Organisation, Organisation.id == case.prospect_id)[0]
    assert (typed.key, typed.status) == ("tirol-netz", "invited")
    assert "Brightpath" not in heard(demo, MANAGER)
    assert rows(demo, Person, Person.organisation_id == typed.id) == []
    offered = last(demo, "tirol.owner").text
    assert "Kestrel Supply" in offered
    assert "Switching" in offered
    assert "Kestrel" not in heard(demo, "brightpath.partner")

    press(demo, "tirol.owner", "onboarding.join")
    press(demo, "tirol.owner", "draft.confirm")
    real = rows(demo, Organisation, Organisation.key == "tirol")[0]
    assert rows(demo, OnboardingCase)[-1].prospect_id == real.id
    assert "accepts your invitation" in heard(demo, MANAGER)
    assert [row.state for row in rows(demo, OnboardingInvitation)] == ["accepted"]


def test_who_does_not_onboard_cannot_invite(demo: Demo) -> None:
    for person in ("kestrel.pm", "fjordbyte.sales", "northwall.channel"):
        ask(demo, person, SENTENCE)
        assert "draft.confirm" not in actions(last(demo, person))
    assert len(rows(demo, OnboardingCase)) == 1
