"""Work in a process of its own: what goes wrong there, or before, breaks nothing after it."""

from __future__ import annotations

import pytest

from ingest.apart import Apart


def test_a_process_that_could_not_be_started_leaves_nothing_behind() -> None:
    apart = Apart(lambda: None, "unstartable", 1.0)

    for _ in range(2):
        with pytest.raises((AttributeError, TypeError), match="pickle"):
            apart.do()
    apart.close()
