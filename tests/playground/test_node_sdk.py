from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.playground.driver import Driver
from bot.playground.server import Playground

SOURCE = Path(__file__).parent / "node"
CACHE = Path(__file__).parents[2] / ".cache" / "node-sdk"


@pytest.fixture(scope="session")
def node_sdk() -> Path:
    """The folder in which Slack's Node SDK is installed as the lock says, kept between runs."""
    assert shutil.which("node"), "This test needs Node 20 or newer; install it from nodejs.org and run again."
    assert shutil.which("npm"), "This test needs npm, which comes with Node; install it and run again."
    lock = hashlib.sha256((SOURCE / "package-lock.json").read_bytes()).hexdigest()
    mark = CACHE / "installed"
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "check.mjs"):
        shutil.copy(SOURCE / name, CACHE / name)
    if not mark.exists() or mark.read_text() != lock:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=CACHE, check=True, timeout=300)
        mark.write_text(lock)
    return CACHE


@pytest.fixture
def seen(node_sdk: Path, playground: Playground, driver: Driver) -> dict[str, Any]:
    """What `check.mjs` found when it used every part of the SDK."""
    arguments = [playground.api_url, playground.bot_token("brightpath"), playground.app_token]
    process = subprocess.Popen(
        ["node", "check.mjs", *arguments, "CBRIGHTPATHALPENROCK", "UBRIGHTPATHPM"],
        cwd=node_sdk,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "listening"
    driver.say("alpenrock.sales", "#brightpath-alpenrock", "@Tierdesk hello from Lena")
    printed, _ = process.communicate(timeout=60)
    result: dict[str, Any] = json.loads(printed)
    return result


def test_slacks_node_sdk_works_against_the_local_slack(seen: dict[str, Any], driver: Driver) -> None:
    places = [name for page in seen["pages"] for name in page]
    texts = [message.text for message in driver.messages("#brightpath-alpenrock", "alpenrock.sales")]

    assert seen["identity"]["team_id"] == "TBRIGHTPATH"
    assert "chat:write" in seen["scopes"]
    assert "brightpath-all-resellers" in places
    assert len(seen["pages"]) > 1
    assert seen["updated"]["text"] == "changed by Node"
    assert seen["uploaded"]["name"] == "figures.csv"
    assert seen["streamed"]["message"]["text"] == "piece by piece"
    assert seen["refused"]["code"] is True
    assert seen["refused"]["data"]["error"] == "invalid_blocks"
    assert seen["mention"]["text"] == "<@UBOTBRIGHTPATH> hello from Lena"
    assert seen["echo"]["bot_id"] == "BBRIGHTPATH"
    assert "Node heard you" in texts
