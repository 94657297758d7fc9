"""Every tool, and the one way to run one."""

from collections.abc import Mapping
from typing import Final

from bot.tools import (
    amendments,
    announcing,
    cards,
    corrections,
    coterm,
    deal_changes,
    deal_deciding,
    deals,
    digests,
    documents,
    finance,
    gaps,
    kpis,
    news,
    onboarding,
    orders,
    people,
    policies,
    prices,
    products,
    programmes,
    publishing,
    qbr,
    requests,
    stock,
    talk,
)
from bot.tools.results import Asking, Result, Tool
from channel.errors import NotAllowed, NotPossible

MODULES: Final = (
    talk,
    documents,
    amendments,
    corrections,
    publishing,
    gaps,
    products,
    prices,
    stock,
    orders,
    finance,
    programmes,
    deals,
    deal_changes,
    requests,
    news,
    announcing,
    onboarding,
    people,
    digests,
    coterm,
    kpis,
    cards,
    qbr,
)
TOOLS: Final[Mapping[str, Tool]] = {tool.capability: tool for module in MODULES for tool in module.TOOLS}

NOT_YET = {
    "en": ("I cannot do that for you here yet.", "Type `help` to see what I can do, or ask your contact directly."),
    "de": ("Das kann ich hier noch nicht.", "`hilfe` zeigt, was ich kann; sonst hilft Ihr Ansprechpartner direkt."),
}
UNLINKED = {
    "en": (
        "I do not know you yet, so I cannot show you anything.",
        "Ask the Tierdesk administrator of your company to link your Slack account.",
    ),
    "de": (
        "Ich kenne Sie noch nicht und darf Ihnen deshalb nichts zeigen.",
        "Bitten Sie die Tierdesk-Administration Ihrer Firma, Ihr Slack-Konto zu verknüpfen.",
    ),
}
NO_RIGHT = {
    "en": ("That is not part of your role.", "The administrator of your organisation can give you the right."),
    "de": ("Das gehört nicht zu Ihrer Rolle.", "Die Administration Ihrer Organisation kann Ihnen das Recht geben."),
}


def tool_for(capability: str, asking: Asking) -> Tool:
    """The tool that serves a capability for this person.

    Raises:
        NotAllowed: when the person is unlinked or lacks the tool's right.
        NotPossible: when nothing serves this capability yet.
    """
    tool = TOOLS.get(capability)
    if asking.person.person_id is None and (tool is None or not tool.open_to_all):
        raise NotAllowed(*UNLINKED[asking.language])
    if tool is None:
        raise NotPossible(*NOT_YET[asking.language])
    if not tool.open_to_all and tool.right not in asking.person.rights:
        raise NotAllowed(*NO_RIGHT[asking.language])
    return tool


def run(capability: str, slots: object, asking: Asking) -> Result:
    """Serve one wish; `slots` carries the arguments as attributes, and the tool takes those it knows.

    Raises:
        Refusal: whatever is declined, in words fit to show.
    """
    if policies.concerns(capability, slots, asking):
        return policies.TOOL.run(asking, policies.TOOL.arguments.model_validate(slots))
    if (beside := deal_deciding.concerns(capability, slots, asking)) is not None:
        return beside.run(asking, beside.arguments.model_validate(slots))
    tool = tool_for(capability, asking)
    if capability in cards.BARE and cards.is_bare(asking.text, getattr(slots, "mpns", ())):
        tool = cards.CARD
    return tool.run(asking, tool.arguments.model_validate(slots))
