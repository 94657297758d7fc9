"""The house rules as small tests: each failure names the file and what the rule asks."""

import importlib
import re
from pathlib import Path

import pytest
from tree import ROOMS, ROOT, Module, modules

from channel.access.rights import Right
from channel.access.sight import SIGHT
from channel.tables import Table

OURS = modules(*ROOMS)
LARGEST = 400
HOMES = {
    "slack_bolt": ("bot/",),
    "slack_sdk": ("bot/",),
    "dbos": ("bot/workflows/",),
    "chromadb": ("knowledge/index.py",),
    "sentence_transformers": ("knowledge/embedding.py",),
    "langchain": ("bot/agent_loop.py", "knowledge/"),
    "alembic": ("channel/migrations/",),
}
STRANGERS = {
    "slack_bolt": ("bot/understanding/", "bot/tools/"),
    "slack_sdk": ("bot/understanding/", "bot/tools/"),
    "sqlalchemy": ("bot/screens/", "channel/deals/states.py", "channel/money.py", "channel/places.py"),
}
SESSION_MAKERS = {"Session", "sessionmaker", "scoped_session", "create_engine"}
# the durable engine keeps a database of its own, with nothing of the channel in it
ALLOWED_SESSIONS = ("bot/workflows/runtime.py", "channel/access/gate.py", "channel/database.py", "channel/migrations/")
NO_ANSWERS = {"utils", "helpers", "common", "service", "manager", "models"}


def test_only_the_gate_makes_sessions_and_connections() -> None:
    found = []
    for module in OURS:
        if module.name.startswith(ALLOWED_SESSIONS):
            continue
        for call, line in module.calls():
            opens = call.endswith((".connect", ".begin", ".raw_connection")) and "engine" in call.lower()
            if call.split(".")[-1] in SESSION_MAKERS or opens:
                found.append(f"{module.name}:{line} calls {call}")
    assert found == [], "sessions are made in channel/access/gate.py alone"


def test_only_the_confirming_workflow_confirms_a_draft() -> None:
    found = [
        f"{module.name}:{line}"
        for module in OURS
        for call, line in module.calls()
        if call in {"drafts.confirm", "channel.drafts.confirm"} and module.name != "bot/workflows/confirming.py"
    ]
    smuggled = [
        module.name for module in OURS if re.search(r"from channel\.drafts import [^\n]*\bconfirm\b", module.text)
    ]
    assert found + smuggled == [], "no model and no words confirm anything"


def test_every_table_has_a_sight() -> None:
    missing = [mapper.class_.__name__ for mapper in Table.registry.mappers if mapper.class_ not in SIGHT]
    assert missing == []


def test_every_tool_needs_a_right() -> None:
    registry = importlib.import_module("bot.tools.registry")
    for capability, tool in registry.TOOLS.items():
        assert tool.open_to_all or isinstance(tool.right, Right), capability


@pytest.mark.parametrize("room", ROOMS)
def test_the_names_of_our_rooms_lead_to_our_files(room: str) -> None:
    location = importlib.import_module(room).__file__
    assert location is not None
    assert Path(location).resolve() == (ROOT / room / "__init__.py").resolve()


def test_time_comes_from_a_clock() -> None:
    asked = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "dt.datetime.now", "time.time")
    found = [
        f"{module.name}:{line} calls {call}"
        for module in modules("channel", "ingest", "knowledge")
        for call, line in module.calls()
        if call in asked and module.name != "channel/clock.py"
    ]
    assert found == [], "the clock is handed in"


def test_money_is_never_a_float() -> None:
    amounts = re.compile(r"float\([^)]*(amount|price|money|limit|exposure|rebate|cost)", re.IGNORECASE)
    found = [
        f"{module.name}:{number}"
        for module in modules("channel", "ingest", "bot/tools", "bot/screens")
        for number, line in enumerate(module.text.splitlines(), 1)
        if amounts.search(line)
    ]
    assert found == [], "money is exact"


@pytest.mark.parametrize("framework", HOMES)
def test_frameworks_stay_home(framework: str) -> None:
    found = [
        module.name
        for module in OURS
        if any(name.split(".")[0] == framework for name in module.imports())
        and not module.name.startswith(HOMES[framework])
    ]
    assert found == []


@pytest.mark.parametrize("framework", STRANGERS)
def test_frameworks_stay_out_of_the_quiet_rooms(framework: str) -> None:
    found = [
        module.name
        for module in OURS
        if any(name.split(".")[0] == framework for name in module.imports())
        and module.name.startswith(STRANGERS[framework])
    ]
    assert found == []


@pytest.mark.parametrize("heavy", ["torch", "transformers", "sentence_transformers", "chromadb"])
def test_heavy_libraries_are_imported_where_they_are_first_used(heavy: str) -> None:
    found = [
        f"{module.name}:{number}"
        for module in OURS
        for number, line in enumerate(module.text.splitlines(), 1)
        if re.match(rf"(import|from) {heavy}\b", line)
    ]
    assert found == [], "import it inside the function that needs it"


def test_no_module_is_too_long_to_read() -> None:
    found = [
        f"{module.name}: {len(module.text.splitlines())} lines"
        for module in modules(*ROOMS, "tests", "tools")
        if len(module.text.splitlines()) > LARGEST
    ]
    assert found == []


def test_names_say_something() -> None:
    assert [module.name for module in OURS if NO_ANSWERS & set(Path(module.name).with_suffix("").parts)] == []


def test_every_exemption_gives_its_reason() -> None:
    bare = re.compile(r"# (noqa(?!: [A-Z0-9, ]+ - \S)|type: ignore(?!\[[a-z-]+(, ?[a-z-]+)*\]))")
    found = [
        f"{module.name}:{number}"
        for module in modules(*ROOMS, "tests", "tools")
        if module.name != "tests/architecture/test_house_rules.py"
        for number, line in enumerate(module.text.splitlines(), 1)
        if bare.search(line)
    ]
    assert found == [], "write `# noqa: CODE - why`, and name the code of what the type checker shall ignore"


def test_every_setting_is_documented() -> None:
    settings = importlib.import_module("bot.settings").Settings
    prefix = settings.model_config["env_prefix"]
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    manual = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    for name, setting in settings.model_fields.items():
        variable = str(setting.validation_alias or f"{prefix}{name}".upper())
        assert setting.description, f"{name} needs a description"
        assert re.search(rf"\b{variable}\b", example), f"{variable} is missing in .env.example"
        assert re.search(rf"\b{variable}\b", manual), f"{variable} is missing in docs/operate.md"


def test_the_rules_see_the_whole_house() -> None:
    assert {Module(path).name for path in (ROOT / "channel").glob("*.py")} <= {module.name for module in OURS}
    assert len(OURS) > len(ROOMS)
