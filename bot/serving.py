"""One wish served: the tool runs for who asks and, where others listen, for everybody who listens.

Equal values are posted. Otherwise the asker's goes to the asker alone, with a neutral note where it was asked.
"""

from dataclasses import dataclass, replace

from bot import replies
from bot.screens import problems
from bot.screens.blocks import Screen
from bot.tools import registry
from bot.tools.documents import in_words
from bot.tools.results import Asking, Outcome, Result
from bot.understanding.requests import Request
from channel.access.viewer import Audience
from channel.errors import BadInput, NotFound, NotPossible, Refusal, Unavailable
from knowledge.writing import Write, unwritten


@dataclass(frozen=True)
class Served:
    """What became of a wish: what everybody gets to see, what the asker alone, and what follow-ups need.

    `draft` is the first line of the draft that is shown, empty if none is.
    """

    public: Screen | None
    private: Screen | None
    outcome: Outcome
    listed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True)
class _Tried:
    result: Result | None
    refusal: Refusal | None

    @property
    def same_as(self) -> object:
        """What two tries are compared by."""
        return self.result or (type(self.refusal), self.refusal.line("en") if self.refusal else "")


def serve(
    request: Request, asking: Asking, audience: Audience | None, write: Write = unwritten
) -> Served:
    """Serve `request` for the asker; `audience` is who else listens, none where the asker is alone.

    What may be posted is decided on the values that the tool gave; only then is an answer put into words by `write`.
    A look-up is declined in the words for everybody who listens, since the asker's own may name what is the asker's;
    those go to the asker alone.
    """
    if request.clarification is not None:
        screen = replies.clarification_screen(request.clarification, asking.language)
        return Served(screen, None, Outcome.CLARIFY)
    own = _try(request, asking)
    told = _Tried(in_words(asking, own.result, write), None) if own.result else own
    screen = _draw(told, request, asking)
    outcome = told.result.outcome if told.result else outcome_of(told.refusal)
    listed = told.result.listed if told.result else ()
    sources = told.result.sources if told.result else ()
    draft = screen.first_line if told.result and told.result.draft else ""
    tool = registry.TOOLS.get(request.capability)
    drafts = tool is not None and tool.drafts
    if audience is None or _harmless(own, outcome, drafts=drafts):
        return Served(screen, None, outcome, listed, sources, draft)
    if not drafts:
        everybody = _try(request, replace(asking, viewer=audience))
        if everybody.same_as == own.same_as:
            return Served(screen, None, outcome, listed, sources)
        if _declined(own) and everybody.refusal is not None:
            return Served(_draw(everybody, request, asking), screen, outcome, listed, sources)
    note = problems.words(problems.SENT_DIRECTLY[asking.language])
    return Served(note, screen, Outcome.PRIVATE, listed, sources, draft)


def outcome_of(refusal: Refusal | None) -> Outcome:
    """How a refusal counts."""
    if isinstance(refusal, NotFound):
        return Outcome.NOT_FOUND
    if isinstance(refusal, BadInput | Unavailable):
        return Outcome.ANSWER
    return Outcome.REFUSE_NEUTRAL


def _harmless(tried: _Tried, outcome: Outcome, *, drafts: bool) -> bool:
    """What names nothing of the asker's: a change that is declined, or a neutral word."""
    return _declined(tried) and drafts if tried.refusal is not None else outcome is Outcome.REFUSE_NEUTRAL


def _declined(tried: _Tried) -> bool:
    """A refusal whose words may be posted; what the rules do not allow names what it is about."""
    return tried.refusal is not None and not isinstance(tried.refusal, NotPossible)


def _try(request: Request, asking: Asking) -> _Tried:
    try:
        return _Tried(registry.run(request.capability, request.slots, asking), None)
    except Refusal as refusal:
        return _Tried(None, refusal)


def _draw(tried: _Tried, request: Request, asking: Asking) -> Screen:
    if tried.refusal is not None:
        return problems.refusal_screen(tried.refusal, asking.language)
    assert tried.result is not None
    screen = replies.screen_for(tried.result.value, asking.language)
    return replies.with_resolved(screen, request.resolved, asking.language)


