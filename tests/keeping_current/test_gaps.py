"""What the documents did not answer: told to the vendor by meaning, with counts and without names."""

from __future__ import annotations

from bot.playground.demo import Demo

ASKED = (
    ("alpenrock.sales", "what is the MTBF of the AP7 in hours for Rheinland Klinik?"),
    ("meridian.sales", "AP7 MTBF?"),
    ("alpenrock.presales", "mean time between failures of the AP7"),
)


def test_nothing_is_asked_about_when_nothing_stayed_open(demo: Demo) -> None:
    assert "answered everything" in demo.driver.ask("northwall.marketing", "dm", "what could you not answer?").text


def test_open_questions_come_together_with_counts_and_without_names(demo: Demo) -> None:
    for person, question in ASKED:
        demo.driver.ask(person, "dm", question)
    told = demo.driver.ask("northwall.marketing", "dm", "what could you not answer?").text
    assert "3 people" in told
    assert "MTBF" in told
    for name in ("Alpenrock", "Meridian", "Rheinland", "Klinik"):
        assert name not in told


def test_names_are_left_out_wherever_they_stand(demo: Demo) -> None:
    for question in (
        "Stadtwerke Rosenheim want to know whether the AP7 survives salt water immersion",
        "Our customer Beisinger GmbH asks: does the AP7 have a coffee machine port?",
        "Alpenrock needs to know: does the AP7 survive acid rain?",
    ):
        demo.driver.ask("alpenrock.sales", "dm", question)
    told = demo.driver.ask("northwall.marketing", "dm", "what could you not answer?").text

    assert "3 questions" in told
    for name in ("Stadtwerke", "Rosenheim", "Beisinger", "Alpenrock"):
        assert name not in told


def test_in_german_too(demo: Demo) -> None:
    demo.driver.ask(*ASKED[1][:1], "dm", ASKED[1][1])
    told = demo.driver.ask("northwall.marketing", "dm", "Was konntest du nicht beantworten?").text
    assert "blieben offen" in told


def test_another_vendor_sees_nothing_of_it(demo: Demo) -> None:
    for person, question in ASKED:
        demo.driver.ask(person, "dm", question)
    told = demo.driver.ask("vaultline.marketing", "dm", "what could you not answer?").text
    assert "AP7" not in told
    assert "MTBF" not in told


def test_partners_are_not_shown_what_others_asked(demo: Demo) -> None:
    demo.driver.ask("meridian.sales", "dm", ASKED[1][1])
    told = demo.driver.ask("alpenrock.sales", "dm", "what could you not answer?").text
    assert "MTBF" not in told
