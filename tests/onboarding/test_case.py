"""The case of Nordlys from its steps to its first day as a reseller, and what its distributor may decide on the way."""

from __future__ import annotations

from onboarding_desk import CREDIT, MANAGER, OWNER, SALES, VENDOR, actions, ask, confirm, fill, heard, last, press, rows

from bot.playground.demo import Demo
from channel.tables.journal import AuditEntry
from channel.tables.parties import Authorisation, Organisation, PersonRight, Supply
from channel.tables.programmes import OnboardingCase, OnboardingTask, Screening, Standing


def nordlys(demo: Demo) -> Organisation:
    found: Organisation = rows(demo, Organisation, Organisation.key == "nordlys")[0]
    return found


def case(demo: Demo) -> OnboardingCase:
    found: OnboardingCase = rows(demo, OnboardingCase, OnboardingCase.prospect_id == nordlys(demo).id)[0]
    return found


def step(demo: Demo, kind: str) -> OnboardingTask:
    found: OnboardingTask = rows(
        demo, OnboardingTask, OnboardingTask.case_id == case(demo).id, OnboardingTask.kind == kind
    )[0]
    return found


def do(demo: Demo, person: str, label: str, **values: str) -> str:
    """Do the step whose button carries a label, from the answer to what is next."""
    demo.driver.ask(person, "dm", "what is next")
    message = last(demo, person)
    wanted = next(
        e["action_id"]
        for block in message.blocks
        if block["type"] == "actions"
        for e in block["elements"]
        if e["text"]["text"] == label
    )
    demo.driver.press(person, message, wanted)
    return fill(demo, person, **values)


def signed(demo: Demo) -> None:
    do(demo, OWNER, "Name references", first_reference="Hafn AS, Per", second_reference="Berg AS, Eva")
    do(demo, OWNER, "Sign the agreement", signer="Ane Lund", function="CEO")


def test_status_gives_each_side_its_own_next_step_and_what_blocks(demo: Demo) -> None:
    own = ask(demo, OWNER, "what do you still need from us")
    assert "Still needed from you: Two trade references (27 Nov 2026)" in own
    assert "equity" not in own
    assert "onboarding.step" in actions(last(demo, OWNER))

    theirs = ask(demo, MANAGER, "how far is the onboarding of Nordlys")
    assert "What blocks: Two trade references (Nordlys IT)" in theirs
    assert "equity NOK 1.4 million" in theirs
    assert "equity" not in ask(demo, CREDIT, "how far is the onboarding of Nordlys")


def test_a_prospect_does_its_steps_by_form_and_the_manager_is_told(demo: Demo) -> None:
    demo.driver.ask(OWNER, "dm", "what is next")
    press(demo, OWNER, "onboarding.step")
    refused = demo.driver.submit(demo.driver.views(OWNER)[-1], {"first_reference": "Hafn AS, Per"})
    assert refused.errors
    demo.driver.submit(
        demo.driver.views(OWNER)[-1], {"first_reference": "Hafn AS, Per", "second_reference": "Berg AS, Eva"}
    )
    assert step(demo, "references").done_on is None
    press(demo, OWNER, "draft.confirm")
    assert step(demo, "references").evidence == {
        "first_reference": "Hafn AS, Per",
        "second_reference": "Berg AS, Eva",
        "by": "Ane Lund",
    }
    assert "“Two trade references” is done" in heard(demo, MANAGER)


def test_the_agreement_is_accepted_with_its_version_and_signer(demo: Demo) -> None:
    do(demo, OWNER, "Sign the agreement", signer="Ane Lund", function="CEO")
    evidence = step(demo, "agreement").evidence
    assert evidence["version"] == "2026-07"
    assert evidence["signer"] == "Ane Lund"
    assert "Sign the agreement" not in last(demo, OWNER).text


def test_who_does_not_administer_the_company_cannot_sign_for_it(demo: Demo) -> None:
    ask(demo, SALES, "what is next")
    message = last(demo, SALES)
    demo.driver.press(SALES, message, "onboarding.step.1")
    demo.driver.submit(demo.driver.views(SALES)[-1], {"signer": "Odd Berge", "function": "sales"})
    assert "not part of your role" in press(demo, SALES, "draft.confirm")
    assert step(demo, "agreement").done_on is None


def test_from_signature_to_live(demo: Demo) -> None:
    signed(demo)
    assert "Authorisation" in heard(demo, MANAGER)
    asked = confirm(demo, MANAGER, "authorise Nordlys")
    assert "AUT-0001" in asked
    wanted = last(demo, VENDOR)
    assert "Nordlys IT" in wanted.text
    demo.driver.press(VENDOR, wanted, "request.accepted")
    fill(demo, VENDOR, note="welcome")
    assert {row.status for row in rows(demo, Authorisation, Authorisation.reseller_id == nordlys(demo).id)} == {
        "active"
    }
    assert step(demo, "authorisation").done_on is not None

    assert "becomes a reseller" in ask(demo, MANAGER, "let Nordlys go live")
    assert "Nordlys IT is live" in press(demo, MANAGER, "draft.confirm")
    assert nordlys(demo).kind == "reseller"
    assert len(rows(demo, Supply, Supply.reseller_id == nordlys(demo).id)) == 1
    assert [row.tier for row in rows(demo, Standing, Standing.reseller_id == nordlys(demo).id)] == ["Registered"]
    held = {row.right for row in rows(demo, PersonRight, PersonRight.organisation_id == nordlys(demo).id)}
    assert {"see_prices", "register_deals"} <= held
    assert "You are live with Kestrel Supply" in heard(demo, OWNER)
    assert "NOK" in ask(demo, OWNER, "price of the FW60 in Norway")


def test_nobody_goes_live_before_what_must_be_done(demo: Demo) -> None:
    told = ask(demo, MANAGER, "approve the onboarding of Nordlys")
    assert "cannot go live yet" in told
    assert "Signed partner agreement" in told
    assert "draft.confirm" not in actions(last(demo, MANAGER))


def test_a_rejected_company_reads_a_neutral_reason_and_the_real_one_stays_inside(demo: Demo) -> None:
    drafted = ask(demo, MANAGER, "reject Nordlys because their bank warned us")
    assert "Kept internally: their bank warned us" in drafted
    press(demo, MANAGER, "draft.confirm")
    assert case(demo).state == "rejected"
    told = last(demo, OWNER).text
    assert "cannot take you on as a partner at the moment" in told
    ask(demo, OWNER, "where do we stand")
    assert "bank" not in heard(demo, OWNER)
    assert "bank" not in case(demo).reason
    assert any("bank" in row.finding for row in rows(demo, Screening))

    assert "open again" in confirm(demo, MANAGER, "reopen Nordlys")
    assert case(demo).state == "in_progress"


def test_words_for_the_company_are_given_in_a_form(demo: Demo) -> None:
    ask(demo, MANAGER, "reject Nordlys")
    press(demo, MANAGER, "onboarding.words.reject")
    fill(demo, MANAGER, reason="Please apply again in spring.", internal="too small")
    told = last(demo, OWNER).text
    assert "Please apply again in spring." in told
    assert "too small" not in told


def test_a_pause_moves_what_is_due_by_its_business_days(demo: Demo) -> None:
    before = step(demo, "people").due_on
    confirm(demo, MANAGER, "Nordlys pausieren")
    assert case(demo).state == "paused"
    demo.clock.set(demo.clock.now().replace(day=27))
    confirm(demo, MANAGER, "Onboarding von Nordlys fortsetzen")
    assert case(demo).state == "in_progress"
    assert (step(demo, "people").due_on - before).days == 5, "three business days, over a weekend"


def test_more_is_asked_for_and_the_step_is_open_again(demo: Demo) -> None:
    do(demo, OWNER, "Name references", first_reference="Hafn AS, Per", second_reference="Berg AS, Eva")
    confirm(demo, MANAGER, "ask Nordlys for another of its references")
    assert step(demo, "references").done_on is None
    assert "needs something more" in last(demo, OWNER).text


def test_another_manager_takes_over(demo: Demo) -> None:
    assert "You look after Nordlys IT now" in confirm(demo, MANAGER, "I take over the onboarding of Nordlys")


def test_a_proposed_line_is_set_by_who_may_and_its_step_is_done(demo: Demo) -> None:
    signed(demo)
    confirm(demo, MANAGER, "vetting of Nordlys is done, set a credit line of 150k NOK")
    proposed = last(demo, CREDIT).text
    assert "NOK 150,000.00" in proposed
    press(demo, CREDIT, "ask.1")
    press(demo, CREDIT, "draft.confirm")
    assert step(demo, "credit_line").done_on is not None


def test_another_distributor_sees_nothing_of_it(demo: Demo) -> None:
    for words in ("how far is the onboarding of Nordlys", "reject Nordlys", "screen Nordlys"):
        assert "Kestrel" not in ask(demo, "brightpath.partner", words)
    assert case(demo).state == "in_progress"


def test_every_change_is_in_the_audit(demo: Demo) -> None:
    confirm(demo, MANAGER, "pause Nordlys")
    confirm(demo, MANAGER, "resume Nordlys")
    found = [row.details["decision"] for row in rows(demo, AuditEntry, AuditEntry.action == "onboarding.decided")]
    assert found == ["pause", "resume"]
