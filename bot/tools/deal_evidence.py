"""Evidence of a registration: files dropped beside its draft go with it, to be seen by who may see the registration."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from bot.tools.asked import asker, today
from bot.tools.deal_drafting import REGISTER, judge, kept
from bot.tools.deal_words import DealArguments
from bot.tools.dropped import DroppedFile
from bot.tools.questions import in_words
from bot.tools.results import Asking, Result
from channel import drafts
from channel.access.rights import Right
from channel.deals.views import Application
from channel.errors import NotPossible

MOST_FILES: Final = 10


class Evidence:
    """Takes any file while a registration is being drafted."""

    def claims(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> bool:  # noqa: ARG002 - as takers are asked
        """Whether a draft of a registration waits for the person: in this thread, or the only one there is."""
        if Right.REGISTER_DEALS not in asking.person.rights:
            return False
        with asking.gate.viewing(asking.person) as session:
            return _waiting(session, asking) is not None

    def take(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> Result:  # noqa: ARG002 - as takers are asked
        """The draft with the files.

        Raises:
            NotPossible: for more files than a registration takes.
        """
        with asking.gate.viewing(asking.person) as session:
            waiting = _waiting(session, asking)
            if waiting is None:
                raise NotPossible(
                    in_words(asking, "No draft waits for this file.", "Zu dieser Datei wartet kein Entwurf.")
                )
            known = Application.model_validate(waiting.content)
            held = tuple(dict.fromkeys((*known.uploads, *(file.upload_key for file in files))))
            if len(held) > MOST_FILES:
                raise NotPossible(
                    in_words(
                        asking,
                        f"A registration takes {MOST_FILES} files.",
                        f"Eine Registrierung nimmt {MOST_FILES} Dateien.",
                    ),
                    in_words(asking, "Send the ones that tell most.", "Schicken Sie die, die am meisten zeigen."),
                )
            own = asker(asking)
            application = known.said().model_copy(update={"uploads": held})
            judged = judge(session, asking, own, application, DealArguments(), today(asking, own))
        return kept(asking, waiting.key, judged)


TAKER: Final = Evidence()


def _waiting(session: Session, asking: Asking) -> drafts.OpenDraft | None:
    person = asking.person.person_id or 0
    here = drafts.open_draft(session, person, asking.thread)
    if here is not None:
        return here if here.capability == REGISTER else None
    anywhere = drafts.waiting(session, person, REGISTER)
    return anywhere[0] if len(anywhere) == 1 else None
