"""Sight of what organisations ask of each other, of people who wait to be linked, and of data taken in."""

from sqlalchemy import and_, or_

from channel.access.eyes import Criterion, Eyes, has, nobody, own
from channel.access.rights import Right
from channel.tables import requests


def partner_requests(eyes: Eyes) -> Criterion:
    """Who asked, the asking organisation's administrators, and at the recipient whoever holds the right it needs."""
    row = requests.PartnerRequest
    myself = nobody()
    if eyes.viewer.person_id is not None:
        myself = and_(row.person_id == eyes.viewer.person_id, own(eyes, row.organisation_id))
    decides = and_(own(eyes, row.recipient_id), row.needs.in_(sorted(eyes.viewer.rights)))
    return or_(myself, has(eyes, Right.ADMINISTER, sees=own(eyes, row.organisation_id)), decides)


def link_requests(eyes: Eyes) -> Criterion:
    """The administrators of the organisation that it is about."""
    return has(eyes, Right.ADMINISTER, sees=own(eyes, requests.LinkRequest.organisation_id))


def data_loads(eyes: Eyes) -> Criterion:
    """Those of the own organisation who load data."""
    return has(eyes, Right.LOAD_DATA, sees=own(eyes, requests.DataLoad.owner_id))
