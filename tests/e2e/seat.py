"""The chair before the screen of the demo, and what one does in it."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import Locator, Page, expect

from bot.playground.demo import Demo

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 10_000

Size: TypeAlias = dict[str, int]


@dataclass
class Seat:
    """The chair before the screen: whoever sits here is one person of the world at a time."""

    demo: Demo
    page: Page
    tmp_path: Path

    def open(self, query: str = "") -> None:
        self.page.goto(f"{self.demo.playground.url}/{query}")

    def become(self, name: str) -> None:
        """Switch person with the keyboard, and look at what the app wrote to them."""
        self.page.get_by_test_id("person-switch").click()
        self.page.get_by_role("combobox").fill(name)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_test_id("person-switch")).to_contain_text(name)
        self.page.locator("[data-testid^=conversation-D]").first.click()
        expect(self.page.get_by_test_id("composer")).to_be_visible()

    def ask(self, words: str) -> Locator:
        """Type a question to the app, send it with Enter, and see the answers that come."""
        before = self.messages.count()
        self.page.get_by_test_id("composer").fill(words)
        return self._answers(before + 1)

    def send_what_is_written(self) -> Locator:
        """Send what the composer holds already."""
        return self._answers(self.messages.count() + 1)

    def _answers(self, known: int) -> Locator:
        self.page.get_by_test_id("composer").press("Enter")
        expect(self.messages.nth(known)).to_be_visible(timeout=PATIENCE_MS)
        self.quiet()
        return self.messages.last

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Press a button with the mouse and wait until the app is done."""
        (within or self.page).get_by_role("button", name=name).last.click()
        self.quiet()

    def quiet(self) -> None:
        """Wait in another thread: the browser's event loop runs in this one, and the app's work refuses to."""
        with ThreadPoolExecutor(1) as other:
            assert other.submit(self.demo.driver.wait_until_quiet).result()

    def sees(self, *words: str) -> None:
        """All these words are somewhere in the conversation."""
        for one in words:
            expect(self.page.get_by_role("log")).to_contain_text(one, timeout=PATIENCE_MS)

    def picture(self, step: str, keep_as: str | None = None) -> None:
        """Keep what the screen shows; for the documentation too when pictures are asked for."""
        self.page.mouse.move(0, 0)
        self.page.evaluate("() => document.fonts.ready")
        shot = self.page.screenshot(path=self.tmp_path / f"{step}.png", animations="disabled")
        if keep_as and os.environ.get("TIERDESK_PICTURES") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            (PICTURES / f"{keep_as}.png").write_bytes(shot)

    @property
    def messages(self) -> Locator:
        return self.page.get_by_role("log").get_by_test_id("message")
