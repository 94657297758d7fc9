"""A load whose process is killed leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from loading_desk import LoadingDesk

from channel.tables.journal import AuditEntry
from channel.tables.requests import DataLoad

HERE = Path(__file__).parent


@pytest.mark.parametrize("written", ["one", "all"])
def test_a_killed_load_leaves_nothing_half_done(desk: LoadingDesk, tmp_path: Path, written: str) -> None:
    """It dies by kill -9 with one of two tables written, or with both and before the commit."""
    before = desk.export("brightpath.pm", "stock")
    changed = before.replace(",85,85,", ",80,80,")
    assert changed != before

    child = subprocess.run(
        [sys.executable, str(HERE / "dying_load.py"), str(tmp_path / "channel.sqlite"), written],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parents[1])))},
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    assert desk.export("brightpath.pm", "stock") == before
    assert desk.kept(DataLoad) == []
    assert desk.kept(AuditEntry, AuditEntry.action == "data.load") == []
    assert "changed" in desk.load("brightpath.pm", "stock", changed)
