"""Key figures: whose they are, what they were reckoned from, and what is said where data lack."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from bot.screens.blocks import Screen
from bot.tools.results import Outcome

Ask = Callable[..., tuple[Outcome, Screen]]
Decline = Callable[..., str]


def figures(screen: Screen) -> list[dict[str, str]]:
    """The rows of the file that goes with a screen."""
    file = next(file for file in screen.files if file.name.endswith(".csv"))
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))


def test_a_distributor_reads_how_far_it_is_to_its_target(ask: Ask) -> None:
    _, screen = ask("kestrel.pm", "kpi.report", text="sell-out against target", period="2026-Q4")

    assert (
        "Sell-out 2026-Q4, Northwall Networks | EUR 455,900.00 | EUR 790,000.00 | 57.7 %"
        in screen.text
    )
    assert "actual / target" in screen.text
    assert "Brightpath" not in screen.text


def test_a_vendor_compares_its_distributors_as_bars_with_the_figures_in_words(ask: Ask) -> None:
    _, screen = ask("northwall.channel", "kpi.report", text="sell in vs target")

    (chart,) = [block for block in screen.blocks if block["type"] == "data_visualization"]
    assert chart["chart"]["series"][0]["data"][0]["value"] == 60.4
    assert "Brightpath Distribution | EUR 846,200.00 | EUR 1,400,000.00 | 60.4 %" in screen.text
    assert "Kestrel Supply | EUR 503,400.00" in screen.text
    assert "Halden" not in screen.text


def test_shares_weeks_and_units_add_up(ask: Ask) -> None:
    _, screen = ask("northwall.channel", "kpi.report", aspects=("csv",))
    rows = figures(screen)
    share = [row for row in rows if row["metric"] == "share"]
    cover = next(row for row in rows if row["metric"] == "weeks_of_cover")

    assert sum(float(row["value"]) for row in share) == pytest.approx(100)
    assert len({row["whole"] for row in share}) == 1
    assert float(cover["value"]) == pytest.approx(float(cover["part"]) / float(cover["whole"]), abs=0.1)


def test_a_distributor_that_asks_for_anothers_figures_gets_its_own_alone(ask: Ask) -> None:
    _, screen = ask("brightpath.pm", "kpi.report", text="target", distributor="Kestrel Supply")

    assert "I do not show other companies' figures" in screen.text
    assert "846,200" in screen.text
    assert "503,400" not in screen.text
    unseen = ask("brightpath.pm", "kpi.report", text="target", reseller="kestrel")[1].text
    assert unseen == ask("brightpath.pm", "kpi.report", text="target", reseller="nobody")[1].text
    assert "846,200" in unseen


@pytest.mark.parametrize("person", ["northwall.channel", "brightpath.pm", "alpenrock.owner"])
def test_nobody_reads_a_margin_as_a_key_figure(declined: Decline, person: str) -> None:
    assert "margin" in declined(person, "kpi.report", text="what margin", aspects=("margin",))


def test_a_reseller_reads_its_own_and_is_not_ranked(ask: Ask, declined: Decline) -> None:
    _, screen = ask("alpenrock.sales", "kpi.report", text="our scorecard")

    assert "EUR 842,600.00" in screen.text
    assert "Meridian" not in screen.text
    ranked = declined("meridian.sales", "kpi.report", text="how do we rank", territory="GB")
    assert "compare" in ranked
    assert declined("meridian.sales", "kpi.report", reseller="Calder IT") == declined(
        "meridian.sales", "kpi.report", reseller="Nobody Ltd"
    )


def test_what_is_not_on_record_is_said_with_what_it_would_need(ask: Ask) -> None:
    _, screen = ask("alpenrock.sales", "kpi.report", text="win rate")

    assert "Win rate: no data on record for it (won / (won + lost) registrations)." in screen.text
    assert "Approval rate 50 % (last 12 months), 1 of 2" in screen.text


def test_a_distributors_renewals_by_reseller_are_its_own_downstreams(ask: Ask) -> None:
    _, screen = ask("brightpath.pm", "kpi.report", text="renewal rate by reseller", language="de")

    assert "Verlängerungsquote: Dafür liegen keine Daten vor" in screen.text
    assert "Verlängern sich von selbst | Donau Systems" in screen.text
    assert "Pixelforge" not in screen.text


def test_the_pack_is_one_message_with_all_figures_in_a_file(ask: Ask) -> None:
    outcome, screen = ask("brightpath.partner", "qbr.pack", reseller="Alpenrock IT")

    assert outcome is Outcome.ANSWER
    assert screen.text.startswith("Quarterly review Alpenrock IT, 2026-Q4")
    assert screen.files[0].name == "qbr-2026-Q4.csv"
    assert {row["owner"] for row in figures(screen)} == {"Alpenrock IT"}
    assert "to the next step" in screen.text
    assert "marketing funds (MDF) left" in screen.text
    whole = screen.files[1].content.decode()
    assert whole.startswith("# Quarterly review Alpenrock IT, 2026-Q4")
    assert "| VL-S" not in whole
    assert "Landratsamt Chiemgau" in whole
    assert "Meridian" not in whole


def test_a_vendors_pack_of_a_distributor_has_no_other_and_no_reseller(ask: Ask) -> None:
    _, screen = ask("northwall.channel", "qbr.pack", distributor="Brightpath Distribution")

    assert {row["owner"] for row in figures(screen)} == {"Brightpath Distribution"}
    assert "Alpenrock" not in screen.text
