from __future__ import annotations

from page import PAGE, diagram, drawn

from channel.deals.guards import CHECKS
from channel.deals.states import Guard, State


def test_the_page_says_what_the_data_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == drawn(page), "run python tests/deals/page.py"
    assert diagram() in page


def test_the_diagram_names_every_state() -> None:
    assert all(state in diagram() for state in State)


def test_every_guard_is_checked() -> None:
    assert set(CHECKS) == set(Guard)
