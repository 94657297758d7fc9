from __future__ import annotations

from channel.deals.guards import CHECKS
from channel.deals.states import Guard, State
from tools.deal_page import PAGE, diagram, drawn


def test_the_page_says_what_the_data_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == drawn(page), "run python -m tools.deal_page"
    assert diagram() in page


def test_the_diagram_names_every_state() -> None:
    assert all(state in diagram() for state in State)


def test_every_guard_is_checked() -> None:
    assert set(CHECKS) == set(Guard)
