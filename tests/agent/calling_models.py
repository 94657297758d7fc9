"""Chat models that call tools, for tests: a LangChain model whose calls a function makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.tools import BaseTool

Calls = list[tuple[str, dict[str, Any]]]
Script = Callable[[list[BaseMessage]], Calls]


class Calling(BaseChatModel):
    """Calls what `script` makes of the messages; keeps what it was shown, and the tools it was given."""

    script: Script
    shown: list[str] = []  # noqa: RUF012 - a field of the model, copied for each
    offered: list[dict[str, Any]] = []  # noqa: RUF012 - a field of the model, copied for each

    @property
    def _llm_type(self) -> str:
        return "calling"

    def bind_tools(self, tools: Sequence[BaseTool], **_: Any) -> Calling:  # type: ignore[override]
        self.offered[:] = [{"name": tool.name, "schema": tool.tool_call_schema} for tool in tools]
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002 - LangChain's interface
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002 - LangChain's interface
        **_: Any,
    ) -> ChatResult:
        self.shown.append("\n".join(str(message.content) for message in messages))
        calls = [
            {"name": name, "args": arguments, "id": f"{len(self.shown)}-{place}", "type": "tool_call"}
            for place, (name, arguments) in enumerate(self.script(messages))
        ]
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content="Prose.", tool_calls=calls))])


def once(*calls: tuple[str, dict[str, Any]]) -> Script:
    """Makes these calls first, then none."""

    def script(messages: list[BaseMessage]) -> Calls:
        return [] if any(message.type == "tool" for message in messages) else list(calls)

    return script


def silent(_messages: list[BaseMessage]) -> Calls:
    """Calls nothing."""
    return []
