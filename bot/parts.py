"""The parts of a running Tierdesk, put together once by `bot.compose`."""

import gc
from dataclasses import dataclass

from sqlalchemy import Engine

from bot.delivery import Delivery
from bot.identity import Identity
from bot.settings import Settings
from bot.understanding.followups import ThreadMemory
from bot.understanding.names import Names
from bot.understanding.understand import understand
from bot.workflows.answering import Answering
from bot.workflows.confirming import Confirming
from bot.workflows.deadlines import Deadlines
from bot.workflows.notifying import Notifying
from bot.workflows.runtime import Runtime
from channel.access.gate import Gate
from channel.clock import Clock
from ingest.pictures import Pictures
from ingest.reading import Reading
from knowledge.library import Library


@dataclass(frozen=True)
class Parts:
    """Everything that a listener, a command or a test may need."""

    settings: Settings
    clock: Clock
    engine: Engine
    gate: Gate
    library: Library
    identity: Identity
    delivery: Delivery
    runtime: Runtime
    notifying: Notifying
    confirming: Confirming
    answering: Answering
    deadlines: Deadlines
    reading: Reading
    pictures: Pictures

    def launch(self) -> None:
        """Index what was published and not indexed, take up unfinished work, and begin to look for deadlines."""
        self.library.catch_up()
        self.runtime.launch()
        self.deadlines.begin()

    def warm_up(self) -> None:
        """Load what the first questions would have to wait for: words, documents and their model.

        All of that stays, so it is taken out of what Python looks through for things that are no longer used: that
        held up every thread for a quarter of a second at a time.
        """
        understand("", ThreadMemory(), Names(), self.clock.now())
        self.library.warm_up()
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        """End the work under way and let go of the databases."""
        self.deadlines.end()
        self.runtime.close()
        self.reading.close()
        self.pictures.close()
        self.library.close()
        self.engine.dispose()
