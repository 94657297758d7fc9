"""The forms of onboarding: an invitation, an application, a step, and words for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.screens.blocks import section
from bot.screens.form_parts import View, form, multi_select_input, select_input, text_input
from bot.screens.onboarding_words import FIELDS, QUESTIONS
from bot.screens.text import Language, escape
from bot.tools.onboarding_applying import ApplyChoices
from bot.tools.onboarding_steps import FIELDS as STEP_FIELDS
from bot.tools.onboarding_steps import OPTIONAL
from channel.onboarding.companies import Company
from channel.onboarding.states import Decision, StepKind
from channel.onboarding_status import CaseFact, TaskFact
from channel.places import country_name

INVITE_FORM: Final = "onboarding.invite.form"
APPLY_FORM: Final = "onboarding.apply.form"
STEP_FORM: Final = "onboarding.step.form"
WORDS_FORM: Final = "onboarding.words.form"
LONG: Final = frozenset({"people", "about", "internal", "note"})


def invite_form(
    key: str, company: Company, lines: tuple[str, ...], known: Mapping[str, str], origin: str, language: Language
) -> View:
    """A company to be invited, with what is known of it."""
    blocks = [
        text_input(name, FIELDS[name][language], said, optional=name not in {"legal_name", "country", "email"})
        for name, said in company.plain().items()
    ]
    blocks.append(multi_select_input("lines", FIELDS["lines"][language], known, lines, optional=False))
    title, submit = ("Einladen", "Weiter") if language == "de" else ("Invite a partner", "Continue")
    return form(INVITE_FORM, title, submit, {"draft": key, "origin": origin}, blocks, language)


def apply_form(choices: ApplyChoices, origin: str, language: Language) -> View:
    """An application of the own company."""
    countries = {code: country_name(code, language) for code in choices.countries}
    first = next(iter(choices.distributors), "")
    blocks = [
        select_input("distributor", FIELDS["distributor"][language], choices.distributors, first),
        multi_select_input("lines", FIELDS["lines"][language], choices.lines, choices.wanted, optional=False),
        select_input("territory", FIELDS["territory"][language], countries, choices.home),
        text_input("register_number", FIELDS["register_number"][language], choices.register_number),
        text_input("about", FIELDS["about"][language], long=True, longest=300),
    ]
    title, submit = ("Partner werden", "Weiter") if language == "de" else ("Become a partner", "Continue")
    return form(APPLY_FORM, title, submit, {"origin": origin}, blocks, language)


def step_form(case: CaseFact, step: TaskFact, origin: str, language: Language) -> View:
    """What a step takes; an agreement says what is signed, in which version."""
    german = language == "de"
    head = f"*{escape(case.prospect)}* · {escape(step.named(language))}"
    if step.kind is StepKind.AGREEMENT and step.evidence.get("agreement"):
        named = escape(step.evidence["agreement"])
        version = escape(step.evidence.get("version", ""))
        said = (
            f"Sie nehmen „{named}“, Fassung {version}, für {escape(case.prospect)} an."
            if german
            else f"You accept “{named}”, version {version}, for {escape(case.prospect)}."
        )
        head += f"\n{said}"
    blocks = [
        section(head),
        *(
            text_input(name, FIELDS[name][language], long=name in LONG, longest=300, optional=name in OPTIONAL)
            for name in STEP_FIELDS.get(step.kind, ("note",))
        ),
    ]
    kept = {"case": str(case.id), "position": str(step.position), "origin": origin}
    return form(STEP_FORM, step.named(language), "Weiter" if german else "Continue", kept, blocks, language)


def words_form(case: CaseFact, decision: Decision, origin: str, language: Language) -> View:
    """What the company reads of a decision, and what stays with the distributor."""
    question = QUESTIONS[decision][language].format(name=escape(case.prospect))
    blocks = [
        section(f"*{question}*"),
        text_input("reason", FIELDS["reason"][language], longest=300),
        text_input("internal", FIELDS["internal"][language], long=True, longest=300),
    ]
    kept = {"case": str(case.id), "decision": str(decision), "origin": origin}
    return form(WORDS_FORM, "Onboarding", "Weiter" if language == "de" else "Continue", kept, blocks, language)
