from __future__ import annotations

import pytest

from bot.evaluating import bench
from bot.evaluating.bench_load import KINDS
from channel.errors import BadInput


def test_everything_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "HELP_RUNS", 1)
    measured = bench.run(passages=40, questions=2, concurrency=2, load=bench.Load(10, 0.5, 1))

    assert measured["library"]["passages"] == measured["library"]["indexed"] >= 40
    assert measured["stages"]["all_cpu_ms"] > measured["stages"]["embedding_cpu_ms"] > 0
    assert measured["changes"]["publish_to_findable_s"] > measured["changes"]["retire_to_gone_s"]
    assert set(measured["questions"]) == set(KINDS)
    assert all(times["p50_ms"] > 0 for times in measured["questions"].values())
    assert measured["acknowledged"]["answers"] == measured["acknowledged"]["events"] == 5
    assert measured["registrations"]["confirmed"] == 2
    assert measured["first_answer_s"] > measured["ready_s"] > 0


@pytest.mark.parametrize("numbers", [(0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1000)])
def test_numbers_that_cannot_be_measured_with_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(BadInput):
        bench.run(*numbers)
