from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluating import bench, bench_capabilities
from bot.evaluating.bench_load import KINDS
from channel.errors import BadInput


def test_everything_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "HELP_RUNS", 1)
    measured = bench.run(passages=40, questions=2, concurrency=2, load=bench.Load(10, 0.5, 1))

    assert measured["library"]["passages"] == measured["library"]["indexed"] >= 40
    assert min(measured["stages"]["all_cpu_ms"], measured["stages"]["embedding_cpu_ms"]) > 0
    assert measured["changes"]["publish_to_findable_s"] > measured["changes"]["retire_to_gone_s"]
    assert set(measured["questions"]) == set(KINDS)
    assert all(times["p50_ms"] > 0 for times in measured["questions"].values())
    assert measured["acknowledged"]["answers"] == measured["acknowledged"]["events"] == 5
    assert measured["registrations"]["confirmed"] == 2
    assert measured["first_answer_s"] > measured["ready_s"] > 0


def test_answers_are_measured_capability_by_capability(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    said = ("price for 3 NW-FW120", "price for 4 NW-FW120", "how many NW-FW120 are in stock?", "who pays for returns?")
    lines.write_text(
        "".join(json.dumps({"id": t, "person": "alpenrock.sales", "where": "dm", "text": t}) + "\n" for t in said)
    )
    measured = bench_capabilities.run(lines)

    assert measured["price.quote"]["lines"] == 2
    assert measured["price.quote"]["p50_ms"] > 0
    assert measured["all"]["lines"] == 4 > measured["all but documents"]["lines"]
    assert 0 < measured["price.quote"]["channel"] < 30
    assert measured["price.quote"]["durable"] > 0


@pytest.mark.parametrize("numbers", [(0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1000)])
def test_numbers_that_cannot_be_measured_with_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(BadInput):
        bench.run(*numbers)
