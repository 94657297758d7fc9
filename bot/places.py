"""Where something was said, and where an answer belongs."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """A spot in Slack. `team` is the installing team, `thread` the ts that replies go under, none at top level.

    `shared` says that others listen: anything but the app's own conversation with one person.
    """

    team: str
    conversation: str
    thread: str | None
    shared: bool

    @property
    def key(self) -> str:
        """The thread as a key for what was said in it; the app's conversation with a person is one thread."""
        return f"{self.team}:{self.conversation}:{self.thread or 'top'}"

    def plain(self) -> dict[str, Any]:
        """For the durable engine."""
        return asdict(self)
