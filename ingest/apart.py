"""A process of its own for work on files from anybody: it may hang, die or ask for too much memory without harm."""

import contextlib
import multiprocessing
import multiprocessing.connection
import resource
import threading
from collections.abc import Callable
from typing import Any

from channel.errors import UnreadableFile

MOST_MEMORY = 3 * 1024**3
"""Bytes of address space that the process may take."""


class TookTooLong(Exception):  # noqa: N818 - named for what happened
    """The work was not done in its time, and was ended."""


class Died(Exception):  # noqa: N818 - named for what happened
    """The process ended in the middle of the work."""


class Apart:
    """Does one kind of work in a process that is started when first needed, kept, and replaced when it is lost.

    Args:
        work: a function at the top of a module; what it takes and gives travels between the processes.
        name: of the process.
        seconds: how long one piece of work may take.
    """

    def __init__(self, work: Callable[..., Any], name: str, seconds: float) -> None:
        self._work = work
        self._name = name
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: multiprocessing.connection.Connection | None = None

    def do(self, *given: object) -> Any:  # noqa: ANN401 - whatever the work gives
        """Have one piece of work done; others wait their turn.

        Raises:
            UnreadableFile: as the work raised it, or when it needed too much memory.
            TookTooLong: when the time was over.
            Died: when the process was lost.
        """
        with self._lock:
            done, answer = self._ask(given)
        if not done:
            raise UnreadableFile(*answer)
        return answer

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, given: tuple[object, ...]) -> tuple[bool, Any]:
        pipe = self._ready()
        try:
            pipe.send(given)
            if pipe.poll(self._seconds):
                answer: tuple[bool, Any] = pipe.recv()
                return answer
        except (EOFError, OSError) as error:
            self._end()
            raise Died from error
        self._end()
        raise TookTooLong

    def _ready(self) -> multiprocessing.connection.Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._work), name=self._name, daemon=True)
            process.start()
            theirs.close()
            self._pipe, self._process = ours, process
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: multiprocessing.connection.Connection, work: Callable[..., Any]) -> None:
    """The other process: do what comes until the pipe closes."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    while True:
        try:
            given = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, work(*given))
        except UnreadableFile as refusal:
            answer = (False, (refusal.message, refusal.next_step))
        except MemoryError:
            answer = (False, ("That file needs more memory than I give one file.", "Split it and send the parts."))
        pipe.send(answer)
