"""Everything that a person can cause to be refused, with words fit to show.

    Refusal                     the root: a sentence and what to do next
    ├── BadInput                what was typed or sent cannot be used
    │   ├── UnreadableFile      a file that cannot be read
    │   └── BadSetting          a setting or environment variable that cannot be used
    ├── NotFound                nothing by that name *in sight* ("not yours" reads the same, by the same path)
    ├── NotAllowed              a right is missing
    ├── NotPossible             the rules do not allow it now (state, deadline, guard)
    │   └── AlreadyDone         the same confirmation came twice
    └── Unavailable             something outside does not answer; nothing is lost

Programming errors are not in this tree: they stay loud and carry the event's id.
"""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """A request that is declined; `message` and `next_step` are shown to the person as they are."""

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class BadInput(Refusal):
    """What was typed or sent cannot be used as it is."""


class UnreadableFile(BadInput):
    """A file that cannot be read: broken, encrypted, empty, too large, or of an unknown kind."""


class BadSetting(BadInput):
    """A setting that cannot be used; the message names the environment variable."""


class NotFound(Refusal):
    """Nothing by that name is in the asker's sight."""


class NotAllowed(Refusal):
    """The person lacks the right."""


class NotPossible(Refusal):
    """The rules do not allow this now."""


class AlreadyDone(NotPossible):
    """The same confirmation was given before; nothing was changed a second time."""


class Unavailable(Refusal):
    """Something outside does not answer."""
