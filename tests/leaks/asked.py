"""Asking the demo world and keeping all that left the app: words, blocks, buttons, files and what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from bot.playground.demo import Demo
from bot.playground.shapes import Json


@dataclass(frozen=True)
class Told:
    """What a person was told, whole: to everybody, to the person alone, as blocks with buttons and files, at what cost.

    `statements` are the shapes of the statements that the answer took from the channel database, in their order.
    """

    text: str
    private: str
    shown: tuple[Json, ...]
    statements: tuple[str, ...]

    @property
    def everything(self) -> str:
        """All that left the app, in one string to search."""
        return f"{self.text}\n{self.private}\n{self.shown}"

    def without(self, *names: str) -> Told:
        """The same with the names that were asked for taken out: what is left has to be equal."""

        def plain(told: Any) -> Any:
            if isinstance(told, dict):
                return {key: plain(value) for key, value in told.items()}
            if isinstance(told, list):
                return [plain(value) for value in told]
            if isinstance(told, str):
                for name in names:
                    told = told.replace(name, "NAME")
            return told

        return Told(plain(self.text), plain(self.private), tuple(plain(list(self.shown))), self.statements)


class Asked:
    """The demo world as it was at its start, asked by its people; each question begins a world of its own."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo

    def ask(self, person: str, words: str, where: str = "dm", before: tuple[tuple[str, str], ...] = ()) -> Told:
        """Ask once; `before` is what people said there first."""
        self.demo.reset()
        thread = None
        for speaker, said in before:
            message = self.demo.driver.say(speaker, where, said, thread)
            thread = thread or (message.ts if where != "dm" else None)
            self.demo.driver.wait_until_quiet()
        return self.now(person, words, where, thread)

    def now(self, person: str, words: str, where: str = "dm", thread: str | None = None) -> Told:
        """Ask in the world as it is."""
        assert self.demo.parts is not None
        engine, seen = self.demo.parts.engine, list[str]()

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            heard = self.demo.driver.ask(person, where, words, thread)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        shown = tuple(_shown(message.body) for message in (*heard.public, *heard.private))
        return Told(heard.text, heard.private_text, shown, tuple(seen))

    def alike(self, person: str, words: str, one: str, other: str, where: str = "dm") -> Told:
        """Ask for one name and for another: words, blocks, buttons and statements have to be equal but for the name."""
        self.ask(person, words.format(one), where)  # so that what is kept of a reader is kept for both
        first = self.ask(person, words.format(one), where).without(one)
        second = self.ask(person, words.format(other), where).without(other)
        assert first.text == second.text
        assert first.private == second.private
        assert first.shown == second.shown
        assert first.statements == second.statements
        return first


def _shown(body: Json) -> Json:
    """What of a message is drawn; ids that are made anew for each message are left out."""
    files = [file["name"] for file in body.get("files") or []]
    return {"text": body.get("text"), "blocks": _drawn(body.get("blocks") or []), "files": files}


def _drawn(told: Any) -> Any:
    if isinstance(told, dict):
        made_anew = {"block_id", "value"} if str(told.get("action_id", "")).startswith("draft.") else {"block_id"}
        return {key: _drawn(value) for key, value in told.items() if key not in made_anew}
    return [_drawn(value) for value in told] if isinstance(told, list) else told
