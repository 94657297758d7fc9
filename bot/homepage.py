"""What a person finds on the app's Home: what waits, then what to ask."""

from typing import Any

from bot import replies
from bot.identity import Speaker
from bot.parts import Parts
from bot.screens.blocks import Block, actions, button, context, divider, header, section
from bot.screens.talk import STRANGER, examples_of
from bot.screens.text import Language, escape, moment
from bot.tools import registry
from bot.tools.results import Asking
from bot.tools.talk import help_of
from bot.understanding.requests import Slots
from channel.access.rights import Right
from channel.errors import Refusal

HELLO: dict[Language, str] = {"en": "Hello {name}", "de": "Hallo {name}"}
WAITING: dict[Language, str] = {"en": "Waiting for your decision", "de": "Wartet auf Ihre Entscheidung"}
MINE: dict[Language, str] = {"en": "Your deal registrations", "de": "Ihre Projektregistrierungen"}
ASK: dict[Language, str] = {"en": "Ask, for example", "de": "Fragen Sie zum Beispiel"}
PROMPT_TITLE: dict[Language, str] = {"en": "What can I look up for you?", "de": "Was kann ich nachsehen?"}
NOTHING: dict[Language, str] = {"en": "Nothing right now.", "de": "Zurzeit nichts."}
MOST_BLOCKS = 90
MOST_EXAMPLES = 9


def view_for(parts: Parts, speaker: Speaker) -> dict[str, Any]:
    """The Home view of a person (Slack's `home` view)."""
    language = _language(speaker)
    if not speaker.linked:
        return {"type": "home", "blocks": [section(STRANGER[language])]}
    blocks: list[Block] = [header(HELLO[language].format(name=speaker.name.split()[0]))]
    if Right.DECIDE_DEALS in speaker.viewer.rights:
        blocks += [section(f"*{WAITING[language]}*"), *_answer(parts, speaker, "deal.queue"), divider()]
    elif Right.SEE_DEALS in speaker.viewer.rights:
        blocks += [section(f"*{MINE[language]}*"), *_answer(parts, speaker, "deal.status"), divider()]
    blocks.append(section(f"*{ASK[language]}*"))
    examples = _examples(parts, speaker)[:MOST_EXAMPLES]
    blocks += [
        actions(*(button(e, f"ask.home.{i}.{j}", e) for j, e in enumerate(examples[i : i + 3])))
        for i in range(0, len(examples), 3)
    ]
    blocks.append(context(escape(moment(parts.clock.now(), language, speaker.timezone))))
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def prompts_for(parts: Parts, speaker: Speaker) -> dict[str, Any]:
    """Up to four prompts for the Messages tab, as `assistant.threads.setSuggestedPrompts` takes them."""
    language = _language(speaker)
    examples = _examples(parts, speaker)[:4] or [{"en": "What can you do?", "de": "Was kannst du?"}[language]]
    return {"title": PROMPT_TITLE[language], "prompts": [{"title": e, "message": e} for e in examples]}


def _answer(parts: Parts, speaker: Speaker, capability: str) -> list[Block]:
    language = _language(speaker)
    asking = Asking(
        viewer=speaker.viewer,
        person=speaker.viewer,
        text="",
        language=language,
        now=parts.clock.now(),
        thread="home",
        gate=parts.gate,
        library=parts.library,
    )
    try:
        result = registry.run(capability, Slots(), asking)
    except Refusal:
        return [section(NOTHING[language])]
    screen = replies.screen_for(result.value, language)
    drawn = [_for_home(block) for block in screen.blocks]
    return [block for some in drawn for block in some]


def _for_home(block: Block) -> list[Block]:
    """A table is for messages only, so Home draws its rows as paragraphs."""
    if block["type"] != "table":
        return [block]
    rows = [[escape(cell["text"]) for cell in row] for row in block["rows"][1:]]
    return [section(f"*{first}*  {second}\n{' · '.join(others)}") for first, second, *others in rows]


def _examples(parts: Parts, speaker: Speaker) -> list[str]:
    return examples_of(help_of(parts.gate, speaker.viewer), _language(speaker))


def _language(speaker: Speaker) -> Language:
    return "de" if speaker.language == "de" else "en"
