"""Questions to the documents, and a source shown in place."""

from collections.abc import Sequence
from dataclasses import replace

from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel.access.rights import Right
from knowledge.answering import Answer, Source
from knowledge.writing import Write


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


def in_words(asking: Asking, result: Result, write: Write) -> Result:
    """A result with its answer put into words, where it is one from documents; any other as it is."""
    if not isinstance(result.value, Answer):
        return result
    told = write(asking.text, asking.language, result.value)
    if isinstance(told, Answer) and told.abstained:
        return replace(result, value=told, outcome=Outcome.NOT_FOUND, sources=())
    return replace(result, value=told)


def source_in_place(asking: Asking, passage: int) -> Source:
    """A passage with where it stands, in the reader's own sight.

    Raises:
        NotFound: when it is not, or no longer, in sight.
    """
    return asking.library.passage(asking.person, passage)


TOOLS = (Tool("knowledge.ask", DocumentArguments, Right.ASK, ask),)
