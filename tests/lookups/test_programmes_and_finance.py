"""Certificates, tiers, rebates, funds, credit and renewals, as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bot.screens.blocks import Screen
from bot.tools.results import Outcome
from channel.access.gate import Gate
from channel.access.viewer import Viewer
from channel.credit import credit_lines
from channel.incentives import rebates
from channel.programmes import GapRequest, tier_gaps
from channel.renewals import renewals

TODAY = date(2026, 11, 24)
Who = Callable[[str], Viewer]
Ask = Callable[..., tuple[Outcome, Screen]]
Decline = Callable[..., str]


def test_two_certificates_run_out_within_sixty_days(ask: Ask) -> None:
    _, screen = ask("alpenrock.sales", "certification.status", days=60)

    assert screen.text.startswith("2 certificates expire by 23 Jan 2027")
    assert "NWCA | Lena Brandl | 19 Dec 2026" in screen.text


def test_gold_is_lost_when_the_only_professional_leaves(ask: Ask) -> None:
    _, screen = ask("alpenrock.sales", "tier.gap", person="Marta Rieger", vendor="Northwall Networks")

    assert screen.text.startswith("Northwall Networks: no, Gold would not be met without Marta Rieger")
    assert "NWCP: 0 of 1, 1 missing" in screen.text
    assert "kept for 90 days" in screen.text


def test_a_gap_compares_amounts_in_the_resellers_own_currency(gate: Gate, who: Who) -> None:
    viewer = who("meridian.sales")
    with gate.viewing(viewer) as session:
        (gap,) = tier_gaps(session, GapRequest(TODAY, viewer.organisation_id))

    missing = {requirement.name: str(requirement.missing) for requirement in gap.requirements if not requirement.met}
    assert (gap.tier, gap.target) == ("Silver", "Gold")
    assert missing.keys() == {"annual_purchases", "NWCE", "NWCP"}
    assert "146800.00" in missing["annual_purchases"]
    assert "GBP" in missing["annual_purchases"]


def test_a_distributor_sees_which_of_its_own_might_drop(ask: Ask) -> None:
    _, screen = ask("brightpath.partner", "tier.gap")

    assert screen.text.startswith("Donau Systems, Northwall Networks: Silver is not met at present")
    assert "Pixelforge" not in screen.text


def test_the_rebate_names_what_is_missing_to_the_next_step(gate: Gate, who: Who, ask: Ask) -> None:
    with gate.viewing(who("alpenrock.owner")) as session:
        (progress,) = rebates(session)
    _, screen = ask("alpenrock.owner", "rebate.progress", language="de")

    assert progress.missing is not None
    assert progress.missing.amount == Decimal("6800.00")
    assert screen.text.startswith("Bis zur nächsten Stufe (2 % ab 235.200,00 EUR) fehlen 6.800,00 EUR")


def test_a_vendor_reads_rebates_by_distributor_without_resellers(ask: Ask) -> None:
    _, screen = ask("northwall.channel", "rebate.progress")

    assert "Brightpath Distribution, EUR: fewer than 5 partners, so no sum" in screen.text
    assert "Alpenrock" not in screen.text


def test_funds_say_what_lapses_first(ask: Ask) -> None:
    _, screen = ask("alpenrock.owner", "mdf.balance")

    assert screen.text.startswith(
        "EUR 6,400.00 marketing funds (MDF) left, of which EUR 2,150.00 only until 31 Dec 2026"
    )


def test_credit_answers_whether_an_order_fits(ask: Ask) -> None:
    _, screen = ask("alpenrock.buyer", "credit.headroom", value=Decimal(40000), currency="EUR")

    assert screen.text.startswith("No, the line does not cover EUR 40,000.00; EUR 4,320.00 is missing.")


def test_credit_is_seen_by_its_two_sides_alone(gate: Gate, who: Who) -> None:
    def seen(key: str) -> set[str]:
        with gate.viewing(who(key)) as session:
            return {row.reseller for row in credit_lines(session, TODAY)}

    assert seen("alpenrock.buyer") == {"Alpenrock IT"}
    assert seen("kestrel.credit") == {"Pixelforge", "Fjordbyte"}
    for key in ("alpenrock.sales", "northwall.channel", "brightpath.pm"):
        assert seen(key) == set()


def test_renewals_are_counted_and_cut_with_a_spreadsheet(ask: Ask) -> None:
    _, screen = ask("alpenrock.owner", "renewal.list", days=90)

    assert screen.text.startswith("14 renewals from 24 Nov 2026 to 22 Feb 2027")
    assert [file.name for file in screen.files] == ["renewals.csv"]


def test_a_vendor_sees_renewals_without_what_the_reseller_pays(gate: Gate, who: Who) -> None:
    with gate.viewing(who("vaultline.channel")) as session:
        rows = renewals(session, TODAY, date(2027, 2, 22))

    assert len(rows) == 10
    assert all(row.yearly is None and row.mpn.startswith("VLT-") for row in rows)


@pytest.mark.parametrize("capability", ["certification.status", "tier.gap", "rebate.progress", "mdf.balance"])
def test_how_another_company_stands_is_declined_whoever_it_is(declined: Decline, capability: str) -> None:
    of_a_partner = declined("tirol.owner", capability, reseller="Alpenrock IT")
    of_nobody = declined("tirol.owner", capability, reseller="Nobody Ltd")

    assert of_a_partner == of_nobody
    assert "Alpenrock" not in of_a_partner
