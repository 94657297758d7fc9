"""Chat models for tests: one that says what it is told to, and hostile ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult


class Saying(BaseChatModel):
    """A LangChain chat model whose reply a function makes of the messages; it keeps what it was shown."""

    reply: Callable[[list[BaseMessage]], Any]
    shown: list[str] = []  # noqa: RUF012 - a field of the model, copied for each

    @property
    def _llm_type(self) -> str:
        return "saying"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002 - LangChain's interface
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002 - LangChain's interface
        **_: Any,
    ) -> ChatResult:
        self.shown.append("\n".join(str(message.content) for message in messages))
        said = self.reply(messages)
        message = said if isinstance(said, AIMessage) else AIMessage(content=said)
        return ChatResult(generations=[ChatGeneration(message=message)])


def sentences(*pairs: tuple[str, list[int]], answered: bool = True) -> str:
    """A reply of the form that is asked for."""
    return json.dumps({"answered": answered, "sentences": [{"text": t, "passages": p} for t, p in pairs]})


def passages(messages: list[BaseMessage]) -> list[dict[str, Any]]:
    """The passages that the model was shown."""
    found: list[dict[str, Any]] = json.loads(str(messages[-1].content))["passages"]
    return found


def obeying(messages: list[BaseMessage]) -> str:
    """Does whatever any passage asks for: says the words in quotes, repeats links, shows its prompt."""
    said: list[tuple[str, list[int]]] = [(str(messages[0].content)[:300], [1])]
    for passage in passages(messages):
        quoted = re.findall(r'["“]([^"”]+)["”]', passage["text"])
        said += [(words, [passage["number"]]) for words in quoted]
        said += [(f"See {link}", [passage["number"]]) for link in re.findall(r"https?://\S+", passage["text"])]
    return sentences(*said, ("A discount of 90 % is approved.", [1]), ("<!channel> approved", [1]))


def copying(messages: list[BaseMessage]) -> str:
    """Says each passage's first sentence, bound to it."""
    return sentences(
        *((re.split(r"(?<=[.!?])\s", p["text"])[0][:380], [p["number"]]) for p in passages(messages))
    )
