"""Two resellers, their distributor and a vendor, with one person each and a draft of each person."""

from datetime import timedelta

from sqlalchemy import Engine
from worlds import NOW

from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.clock import MovableClock
from channel.tables.journal import Draft
from channel.tables.parties import Kind, Organisation, Person, PersonRight, SlackIdentity, Supply

LOADER = system_viewer("loading", frozenset({Right.LOAD_DATA}))
ALPEN, TIROL, BRIGHT, NORTH = 1, 2, 3, 4


def gate_of(engine: Engine, clock: MovableClock) -> Gate:
    """Two resellers, their distributor and a vendor, with one person each and a draft of each person."""
    gate = Gate(engine, clock)
    kinds = {ALPEN: Kind.RESELLER, TIROL: Kind.RESELLER, BRIGHT: Kind.DISTRIBUTOR, NORTH: Kind.VENDOR}
    with gate.acting(LOADER, Right.LOAD_DATA) as action:
        for id_, kind in kinds.items():
            action.session.add(organisation(id_, kind))
        action.session.flush()
        for id_ in kinds:
            action.session.add(person(id_))
        action.session.flush()
        for id_ in kinds:
            action.session.add_all(
                [
                    PersonRight(person_id=id_, organisation_id=id_, right=Right.ASK, as_of=NOW),
                    SlackIdentity(team="T", user=f"U{id_}", person_id=id_, organisation_id=id_, as_of=NOW),
                    draft(id_),
                ],
            )
        for reseller in (ALPEN, TIROL):
            action.session.add(
                Supply(
                    distributor_id=BRIGHT,
                    reseller_id=reseller,
                    account=f"A-{reseller}",
                    valid_from=(NOW - timedelta(days=9)).date(),
                    as_of=NOW,
                ),
            )
    return gate


def organisation(id_: int, kind: Kind) -> Organisation:
    return Organisation(
        id=id_,
        key=f"org{id_}",
        kind=kind,
        name=f"Org {id_}",
        legal_name=f"Org {id_} GmbH",
        country="DE",
        currency="EUR",
        timezone="Europe/Berlin",
        as_of=NOW,
    )


def person(id_: int) -> Person:
    return Person(
        id=id_,
        key=f"p{id_}",
        organisation_id=id_,
        name=f"Person {id_}",
        email=f"p{id_}@org.example",
        title="",
        language="en",
        timezone="Europe/Berlin",
        as_of=NOW,
    )


def draft(id_: int) -> Draft:
    return Draft(
        key=f"d{id_}",
        person_id=id_,
        organisation_id=id_,
        capability="deal.register",
        thread="t",
        content={},
        created_at=NOW,
        as_of=NOW,
    )
