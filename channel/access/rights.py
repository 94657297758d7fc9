"""Who may do what: the rights, apart from who holds them (`person_rights`)."""

from enum import StrEnum


class Right(StrEnum):
    """A right of a person within the own organisation; sight still decides on which rows."""

    ADMINISTER = "administer"
    ANNOUNCE = "announce"
    ASK = "ask"
    CHANGE_CREDIT = "change_credit"
    DECIDE_DEALS = "decide_deals"
    LOAD_DATA = "load_data"
    ONBOARD = "onboard"
    OPERATE = "operate"
    PUBLISH = "publish"
    REGISTER_DEALS = "register_deals"
    SEE_COST = "see_cost"
    SEE_CREDIT = "see_credit"
    SEE_DEALS = "see_deals"
    SEE_EMBARGOED = "see_embargoed"
    SEE_ORDERS = "see_orders"
    SEE_PRICES = "see_prices"
    SEE_STOCK = "see_stock"
