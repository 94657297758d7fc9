"""What a person finds on the app's Home: what waits and comes near, by role, then what to ask; settings by a button."""

from typing import Any

from bot.homepage_cards import Card, Looking, cards
from bot.identity import Speaker
from bot.parts import Parts
from bot.screens.blocks import Block, actions, button, context, divider, header, section
from bot.screens.talk import STRANGER, examples_of
from bot.screens.text import Language, escape, moment
from bot.tools.talk import help_of

HELLO: dict[Language, str] = {"en": "Hello {name}", "de": "Hallo {name}"}
ASK: dict[Language, str] = {"en": "Ask, for example", "de": "Fragen Sie zum Beispiel"}
PROMPT_TITLE: dict[Language, str] = {"en": "What can I look up for you?", "de": "Was kann ich nachsehen?"}
NOTHING: dict[Language, str] = {"en": "Nothing waits for you right now.", "de": "Zurzeit wartet nichts auf Sie."}
OPEN: dict[Language, str] = {"en": "Open", "de": "Öffnen"}
SETTINGS: dict[Language, tuple[str, str]] = {
    "en": ("Settings", "my digest settings"),
    "de": ("Einstellungen", "meine Einstellung der Zusammenfassung"),
}
HELP: dict[Language, tuple[str, str]] = {"en": ("Help", "help"), "de": ("Hilfe", "Hilfe")}
MOST_BLOCKS = 100
MOST_EXAMPLES = 3
ROW_LIMIT = 300


def view_for(parts: Parts, speaker: Speaker) -> dict[str, Any]:
    """The Home view of a person (Slack's `home` view)."""
    language = _language(speaker)
    if not speaker.linked:
        return {"type": "home", "blocks": [section(STRANGER[language])]}
    with parts.gate.viewing(speaker.viewer) as session:
        shown = cards(Looking(session, speaker.viewer, parts.clock, speaker.timezone, language))
    name = speaker.name.split()[0] if speaker.name.split() else speaker.name
    return home_view(name, shown, _examples(parts, speaker), _small_print(parts, speaker), language)


def home_view(
    name: str, shown: tuple[Card, ...], examples: list[str], small_print: str, language: Language
) -> dict[str, Any]:
    """The view of these cards; what is most pressing stands first."""
    blocks: list[Block] = [header(HELLO[language].format(name=name))]
    if not shown:
        blocks.append(section(NOTHING[language]))
    for position, card in enumerate(shown):
        blocks += [*_card(card, position, language), divider()]
    ask = [button(e, f"ask.home.example.{i}", e) for i, e in enumerate(examples[:MOST_EXAMPLES])]
    tail: list[Block] = [section(f"*{ASK[language]}*"), actions(*ask)] if ask else []
    tail.append(
        actions(
            button(SETTINGS[language][0], "ask.home.settings", SETTINGS[language][1]),
            button(HELP[language][0], "ask.home.help", HELP[language][1]),
        )
    )
    tail.append(context(small_print))
    return {"type": "home", "blocks": [*blocks[: MOST_BLOCKS - len(tail)], *tail]}


def prompts_for(parts: Parts, speaker: Speaker) -> dict[str, Any]:
    """Up to four prompts for the Messages tab, as `assistant.threads.setSuggestedPrompts` takes them."""
    language = _language(speaker)
    examples = _examples(parts, speaker)[:4] or [{"en": "What can you do?", "de": "Was kannst du?"}[language]]
    return {"title": PROMPT_TITLE[language], "prompts": [{"title": e, "message": e} for e in examples]}


def _card(card: Card, position: int, language: Language) -> list[Block]:
    """Heading with its count and its button, then its rows, each with the button that opens it."""
    count = f" ({card.count})" if card.count > len(card.rows) else ""
    head = section(f"*{card.title}*{count}")
    head["accessory"] = button(card.label, f"ask.home.{position}", card.ask)
    blocks = [head]
    for place, row in enumerate(card.rows):
        line = section(row.text if len(row.text) <= ROW_LIMIT else row.text[: ROW_LIMIT - 1] + "…")
        if row.ask:
            line["accessory"] = button(OPEN[language], f"ask.home.{position}.{place}", row.ask)
        blocks.append(line)
    return blocks


def _small_print(parts: Parts, speaker: Speaker) -> str:
    return escape(moment(parts.clock.now(), _language(speaker), speaker.timezone))


def _examples(parts: Parts, speaker: Speaker) -> list[str]:
    return examples_of(help_of(parts.gate, speaker.viewer), _language(speaker))


def _language(speaker: Speaker) -> Language:
    return "de" if speaker.language == "de" else "en"
