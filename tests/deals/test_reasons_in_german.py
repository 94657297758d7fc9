"""Why two customers are the same is told in the reader's language."""

from __future__ import annotations

import re

import pytest

from bot.screens.matching_words import reason_in
from channel.matching import CustomerRecord, same_customer

ISARWERK = CustomerRecord("Isarwerk Klinik GmbH", "DE", "München", "80331", "isarwerk.example")
OTHERS = (
    CustomerRecord("Isarwerk Klinik AG", "DE", "München", "80331", "isarwerk.example"),
    CustomerRecord("Isarwerk Klinick GmbH", "DE", "Hof", "95028", "klinick.example"),
    CustomerRecord("Isarwerk Klinik GmbH", "AT", "Graz", "8010", None),
    CustomerRecord("Isarwerk Klinik GmbH & Co. KG", "DE", "München", "80331", None),
    CustomerRecord("Isarwerk Klinik Holding GmbH", "DE", "München", "80331", None),
    CustomerRecord("Isarwerk Klinik Rosenheim GmbH", "DE", "München", "80331", None),
    CustomerRecord("IK GmbH", "DE", "München", "80331", None),
    CustomerRecord("Isarwerk Brauerei GmbH", "DE", "München", "80331", None),
    CustomerRecord("Isarwerk Brauerei Klinik Bau GmbH", "DE", "Hof", "95028", None),
)
ENGLISH = re.compile(r"\b(the|same|another|name|names|differ|one|only|says|in two|which|initials)\b")


@pytest.mark.parametrize("other", OTHERS, ids=lambda record: f"{record.name}, {record.city}")
def test_every_reason_is_told_in_german(other: CustomerRecord) -> None:
    reasons = same_customer(ISARWERK, other).reasons
    assert reasons
    for reason in reasons:
        assert not ENGLISH.search(reason_in(reason, "de")), reason_in(reason, "de")
        assert reason_in(reason, "en") == reason
