"""Questions to the documents, and a source shown in place."""

from collections.abc import Sequence

from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel.access.rights import Right
from knowledge.answering import Answer, Source


class DocumentArguments(Arguments):
    """What a question to the documents may name."""

    mpns: tuple[str, ...] = ()


def cited_answer(asking: Asking, question: str, mpns: Sequence[str] = ()) -> Answer:
    """What the documents in sight say to a question; perhaps an abstention."""
    return asking.library.answer(asking.viewer, question, asking.now, tuple(mpns))


def ask(asking: Asking, arguments: DocumentArguments) -> Result:
    """Answer from the documents, or say that they do not tell."""
    answer = cited_answer(asking, asking.text, arguments.mpns)
    return Result(
        answer,
        Outcome.NOT_FOUND if answer.abstained else Outcome.ANSWER,
        sources=tuple(f"{c.source.title} {c.source.version}" for c in answer.citations),
    )


def source_in_place(asking: Asking, passage: int) -> Source:
    """A passage with where it stands, in the reader's own sight.

    Raises:
        NotFound: when it is not, or no longer, in sight.
    """
    return asking.library.passage(asking.person, passage)


TOOLS = (Tool("knowledge.ask", DocumentArguments, Right.ASK, ask),)
