"""Onboarding: the buttons of cases and news, and the forms behind them. Each ends in a draft that is confirmed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext

from bot import replies
from bot.delivery import post_of
from bot.listeners.presses import Body, asking_at, place_of
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.screens import problems
from bot.screens.form_parts import View, notice_view, typed
from bot.screens.onboarding_forms import (
    APPLY_FORM,
    INVITE_FORM,
    STEP_FORM,
    WORDS_FORM,
    apply_form,
    invite_form,
    step_form,
    words_form,
)
from bot.tools import (
    onboarding_applying,
    onboarding_deciding,
    onboarding_inviting,
    onboarding_joining,
    onboarding_steps,
    onboarding_vetting,
)
from bot.tools.results import Asking, Result
from channel.errors import Refusal
from channel.onboarding.states import Decision
from channel.onboarding_status import CaseFact, onboarding_case


def register(app: App, parts: Parts) -> None:
    """Answer presses with a draft or a form, and sent forms with a draft where they were opened."""
    _register_presses(app, parts)
    _register_openings(app, parts)
    _register_forms(app, parts)


def _register_presses(app: App, parts: Parts) -> None:
    @app.action(re.compile(r"^onboarding\.decide\.(\w+)(\.\d+)?$"))
    def decide(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        decision = Decision(action["action_id"].split(".")[2])
        _press(
            parts,
            body,
            action,
            context,
            lambda asking: onboarding_deciding.decision_on(asking, _case(asking, action["value"]), decision),
        )
        ack()

    @app.action(re.compile(r"^onboarding\.vet(\.\d+)?$"))
    def vet(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        _press(
            parts, body, action, context, lambda asking: onboarding_vetting.vet(asking, _case(asking, action["value"]))
        )
        ack()

    @app.action(re.compile(r"^onboarding\.authorise(\.\d+)?$"))
    def authorise(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        _press(
            parts,
            body,
            action,
            context,
            lambda asking: onboarding_deciding.authorise(asking, _case(asking, action["value"])),
        )
        ack()

    @app.action(re.compile(r"^onboarding\.(join|stay)$"))
    def answer(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        accepted = action["action_id"].endswith("join")
        _press(
            parts,
            body,
            action,
            context,
            lambda asking: onboarding_joining.answer(asking, int(action["value"]), accepted=accepted),
        )
        ack()


def _register_openings(app: App, parts: Parts) -> None:
    @app.action(re.compile(r"^onboarding\.step(\.\d+)?$"))
    def step(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        case, _, position = action["value"].partition(":")
        _open(
            parts,
            body,
            context,
            lambda asking: step_form(
                *onboarding_steps.step_of(asking, int(case), int(position)), _origin(body), asking.language
            ),
        )
        ack()

    @app.action("onboarding.invite.edit")
    def edit(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        key = action["value"]
        _open(
            parts,
            body,
            context,
            lambda asking: invite_form(
                key, *onboarding_inviting.fields_of(asking, key), _origin(body), asking.language
            ),
        )
        ack()

    @app.action("onboarding.apply")
    def apply(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        wanted = tuple(name for name in action["value"].split(",") if "/" in name)
        _open(
            parts,
            body,
            context,
            lambda asking: apply_form(onboarding_applying.choices_of(asking, wanted), _origin(body), asking.language),
        )
        ack()

    @app.action(re.compile(r"^onboarding\.words\.(\w+)(\.\d+)?$"))
    def words(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        decision = Decision(action["action_id"].split(".")[2])
        _open(
            parts,
            body,
            context,
            lambda asking: words_form(_case(asking, action["value"]), decision, _origin(body), asking.language),
        )
        ack()


def _register_forms(app: App, parts: Parts) -> None:
    @app.view(INVITE_FORM)
    def invited(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        key = json.loads(view["private_metadata"])["draft"]
        _sent(
            parts,
            ack,
            body,
            view,
            context,
            "legal_name",
            lambda asking, values: onboarding_inviting.filled(asking, key, values),
        )

    @app.view(APPLY_FORM)
    def applied(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        _sent(parts, ack, body, view, context, "lines", onboarding_applying.applied_for)

    @app.view(STEP_FORM)
    def stepped(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        first = next(iter(view["state"]["values"]))
        _sent(
            parts,
            ack,
            body,
            view,
            context,
            first,
            lambda asking, values: onboarding_steps.given(asking, int(kept["case"]), int(kept["position"]), values),
        )

    @app.view(WORDS_FORM)
    def worded(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        _sent(
            parts,
            ack,
            body,
            view,
            context,
            "reason",
            lambda asking, values: onboarding_deciding.decision_on(
                asking,
                _case(asking, kept["case"]),
                Decision(kept["decision"]),
                reason=values.get("reason", ""),
                internal=values.get("internal", ""),
            ),
        )


def _press(parts: Parts, body: Body, action: Body, context: BoltContext, make: Callable[[Asking], Result]) -> None:
    """Post what a press came to where the button stands."""
    place = place_of(body, parts, context)
    asking = asking_at(place, parts, body, context)
    try:
        screen = replies.screen_for(make(asking).value, asking.language)
    except Refusal as refusal:
        screen = problems.refusal_screen(refusal, asking.language)
    post = post_of(
        screen,
        key=f"press:{context.user_id}:{action['action_ts']}",
        team=place.team,
        conversation=place.conversation,
        thread=place.thread,
    )
    parts.delivery.deliver(post, look_first=False)


def _open(parts: Parts, body: Body, context: BoltContext, make: Callable[[Asking], View]) -> None:
    """Open a form while its trigger lives, or say why not."""
    asking = asking_at(place_of(body, parts, context), parts, body, context)
    try:
        view = make(asking)
    except Refusal as refusal:
        view = notice_view(refusal, asking.language)
    parts.delivery.client(str(context.team_id)).views_open(trigger_id=body["trigger_id"], view=view)


def _sent(
    parts: Parts,
    ack: Ack,
    body: Body,
    view: Body,
    context: BoltContext,
    field: str,
    make: Callable[[Asking, dict[str, str]], Result],
) -> None:
    """A sent form becomes a draft where it was opened; what is wrong stands at `field`."""
    kept = json.loads(view["private_metadata"])
    place, replaced = origin_of(kept.get("origin", ""), parts, context)
    asking = asking_at(place, parts, body, context)
    try:
        result = make(asking, typed(view["state"]["values"]))
    except Refusal as refusal:
        ack(response_action="errors", errors={field: refusal.line(asking.language)})
        return
    ack()
    show(parts, view, place, replaced, result, asking)


def _case(asking: Asking, number: str) -> CaseFact:
    with asking.gate.viewing(asking.person) as session:
        return onboarding_case(session, int(number))


def _origin(body: Body) -> str:
    message = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id", "")
    return f"{channel}|{message.get('ts', '')}|{message.get('thread_ts', '')}"
