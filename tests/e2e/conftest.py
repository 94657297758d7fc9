from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from seat import DESK, PATIENCE_MS, Seat, Size

from bot.playground.demo import Demo

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def browser_path() -> str:
    """The Chromium that `tools/setup/browser.py` finds; a clear failure where there is none."""
    spec = importlib.util.spec_from_file_location("browser", ROOT / "tools" / "setup" / "browser.py")
    assert spec is not None
    assert spec.loader is not None
    setup = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(setup)
    path: str | None = setup.found()
    if path is None:
        pytest.fail("No Chromium found: run `python tools/setup/browser.py`, or name one in TIERDESK_TEST_BROWSER.")
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), port=0) as running:
        assert running.parts is not None
        running.parts.library.warm_up()
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = browser_path()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def size() -> Size:
    return DESK


@pytest.fixture
def seat(demo: Demo, browser: Browser, tmp_path: Path, size: Size) -> Iterator[Seat]:
    demo.reset()
    page = browser.new_page(viewport=size, locale="en-GB", reduced_motion="reduce")
    page.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield Seat(demo, page, tmp_path)
    page.close()
    assert faults == []
