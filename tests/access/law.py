"""The law of the house in plain Python, written from the product's table and not from channel/access.

Each function answers for one row whether one person may read it. Nothing here is shared with what it judges.
"""

from collections.abc import Callable

from persons import Who
from worlds import NOW, Row

DEAL_RIGHTS = {"see_deals", "register_deals", "decide_deals"}


def may_read(who: Who | None, table: str, row: Row) -> bool:
    """The law."""
    return who is not None and LAW[table](who, row)


def is_(who: Who, kind: str, row: Row) -> bool:
    return who.kind == kind and row[f"{kind}_id"] == who.organisation


def two_sides(who: Who, row: Row) -> bool:
    return is_(who, "reseller", row) or is_(who, "distributor", row)


def vendor_and_distributor(who: Who, row: Row) -> bool:
    return is_(who, "vendor", row) or is_(who, "distributor", row)


def all_sides(who: Who, row: Row) -> bool:
    return two_sides(who, row) or is_(who, "vendor", row)


def own(who: Who, row: Row) -> bool:
    return bool(row["organisation_id"] == who.organisation)


def own_vendors(who: Who, row: Row) -> bool:
    return row["vendor_id"] in who.vendors


def from_supplier(who: Who, row: Row) -> bool:
    return row["distributor_id"] in who.distributors


def needing(right: str, law: Callable[[Who, Row], bool]) -> Callable[[Who, Row], bool]:
    return lambda who, row: right in who.rights and law(who, row)


def organisation(who: Who, row: Row) -> bool:
    other = row["id"]
    known = {who.organisation} | who.vendors | who.distributors
    if who.kind == "distributor":
        known |= {r["reseller_id"] for r in who.rows("supplies", distributor_id=who.organisation)}
        known |= {r["prospect_id"] for r in who.rows("onboarding_cases", distributor_id=who.organisation)}
    if who.kind in {"prospect", "reseller"}:
        known |= {r["distributor_id"] for r in who.rows("onboarding_cases", prospect_id=who.organisation)}
    if who.kind == "vendor":
        known |= {r["distributor_id"] for r in who.rows("distributions", vendor_id=who.organisation)}
        known |= {r["reseller_id"] for r in who.rows("authorisations", vendor_id=who.organisation)}
        known |= {r["reseller_id"] for r in who.rows("standings", vendor_id=who.organisation)}
    return other in known


def colleague(who: Who, row: Row) -> bool:
    if own(who, row):
        return True
    if who.kind != "distributor":
        return False
    customers = who.rows("supplies", distributor_id=who.organisation, reseller_id=row["organisation_id"])
    cases = who.rows("onboarding_cases", distributor_id=who.organisation, prospect_id=row["organisation_id"])
    return any(who.runs(customer) for customer in customers) or bool(cases)


def distribution(who: Who, row: Row) -> bool:
    return vendor_and_distributor(who, row) or (from_supplier(who, row) and own_vendors(who, row))


def opened(who: Who, row: Row, list_: Row) -> bool:
    if row["embargo_until"] is None or row["embargo_until"] <= NOW or who.kind == "vendor":
        return True
    if who.kind != "distributor" or "see_embargoed" not in who.rights:
        return False
    given = who.rows("price_list_releases", price_list_id=list_["id"], organisation_id=who.organisation)
    return list_["distributor_id"] == who.organisation or bool(given)


def price_list(who: Who, row: Row) -> bool:
    if not opened(who, row, row):
        return False
    prices, cost = "see_prices" in who.rights, "see_cost" in who.rights
    return {
        "list": prices and own_vendors(who, row),
        "reseller": prices and own_vendors(who, row) and (is_(who, "distributor", row) or from_supplier(who, row)),
        "cost": cost and vendor_and_distributor(who, row),
    }[row["kind"]]


def price_list_release(who: Who, row: Row) -> bool:
    list_ = who.world.by_id("price_lists", row["price_list_id"])
    if who.kind == "vendor":
        return list_["vendor_id"] == who.organisation and list_["distributor_id"] is None
    return who.kind == "distributor" and own(who, row) and "see_embargoed" in who.rights


def priced(law: Callable[[Who, Row], bool]) -> Callable[[Who, Row], bool]:
    return lambda who, row: opened(who, row, who.world.by_id("price_lists", row["price_list_id"])) and law(who, row)


def sold(who: Who, row: Row) -> bool:
    return (row["line_id"], row["territory"]) in who.lines


def list_price(who: Who, row: Row) -> bool:
    return is_(who, "vendor", row) or sold(who, row)


def reseller_price(who: Who, row: Row) -> bool:
    if who.kind == "distributor":
        return is_(who, "distributor", row)
    standings = who.rows("standings", reseller_id=who.organisation, vendor_id=row["vendor_id"])
    ranked = [s for s in standings if rank_of(who, s) is not None]
    tiers = {standing["tier"].lower() for standing in ranked}
    return who.kind == "reseller" and from_supplier(who, row) and sold(who, row) and row["tier"].lower() in tiers


def rank_of(who: Who, standing: Row) -> int | None:
    ranks = [
        tier["rank"]
        for tier in who.rows("tiers", vendor_id=standing["vendor_id"])
        if tier["name"].lower() == standing["tier"].lower()
    ]
    return max(ranks, default=None)


def warehouse(who: Who, row: Row) -> bool:
    return is_(who, "distributor", row) or from_supplier(who, row)


def offered(who: Who, row: Row) -> bool:
    product = who.world.by_id("products", row["product_id"])
    return is_(who, "distributor", row) or (from_supplier(who, row) and product["vendor_id"] in who.vendors)


def party_to_deal(who: Who, row: Row, deal: Row) -> bool:
    submitted = deal["state"] != "draft" and deal["submitted_at"] is not None
    return is_(who, "reseller", row) or (submitted and vendor_and_distributor(who, row))


def deal(who: Who, row: Row) -> bool:
    return bool(who.rights & DEAL_RIGHTS) and party_to_deal(who, row, row)


def of_deal(who: Who, row: Row) -> bool:
    registration = who.world.by_id("registrations", row["registration_id"])
    return bool(who.rights & DEAL_RIGHTS) and party_to_deal(who, row, registration)


def asked_of_reseller(who: Who, row: Row) -> bool:
    return bool(who.rights & DEAL_RIGHTS) and (own(who, row) or is_(who, "reseller", row))


def history(who: Who, row: Row) -> bool:
    about_conflict = "conflict_review" in {row["from_state"], row["to_state"]}
    return of_deal(who, row) and not (who.kind == "reseller" and about_conflict)


def incentive(who: Who, row: Row) -> bool:
    if not own_vendors(who, row):
        return False
    if who.kind != "reseller" or not row["tiers"]:
        return True
    standings = who.rows("standings", reseller_id=who.organisation, vendor_id=row["vendor_id"])
    mine = {standing["tier"].lower() for standing in standings if rank_of(who, standing) is not None}
    return any(tier.lower() in mine for tier in row["tiers"])


def target(who: Who, row: Row) -> bool:
    return row["owner_id"] == who.organisation or is_(who, "vendor", row)


def onboarding(who: Who, row: Row) -> bool:
    return is_(who, "distributor", row) or (
        who.kind in {"prospect", "reseller"} and row["prospect_id"] == who.organisation
    )


def announcement(who: Who, row: Row) -> bool:
    out = row["cancelled_at"] is None and (row["expires_at"] is None or row["expires_at"] > NOW)
    for recipient in who.rows("announcement_recipients", announcement_id=row["id"], organisation_id=who.organisation):
        if out and max(recipient["visible_from"], row["visible_from"]) <= NOW:
            return True
    return bool(row["owner_id"] == who.organisation)


def recipient(who: Who, row: Row) -> bool:
    return row["owner_id"] == who.organisation or (own(who, row) and row["visible_from"] <= NOW)


def grants(who: Who, release: Row) -> bool:
    withdrawn = release["withdrawn_at"] is not None and release["withdrawn_at"] <= NOW
    needs_line = release["audience"] == "partners" or release["line_id"] or release["territory"]
    return (
        release["visible_from"] <= NOW
        and not withdrawn
        and (not release["nda"] or signed(who, release["owner_id"]))
        and (release["min_rank"] <= 0 or rank_at(who, release["owner_id"]) >= release["min_rank"])
        and (not needs_line or authorised_for(who, release))
        and addressed(who, release)
    )


def addressed(who: Who, release: Row) -> bool:
    owner, audience = release["owner_id"], release["audience"]
    trading = who.kind in {"reseller", "distributor"}
    return {
        "organisation": release["organisation_id"] == who.organisation,
        "public": owner in (future_vendors(who) if who.kind == "prospect" else who.vendors | who.distributors)
        and who.kind != "vendor",
        "partners": trading and owner in who.vendors | who.distributors,
        "downstream": owner in who.distributors,
    }.get(audience, False)


def signed(who: Who, vendor: int) -> bool:
    papers = who.rows("non_disclosures", vendor_id=vendor, organisation_id=who.organisation)
    return any(who.runs(paper) for paper in papers)


def rank_at(who: Who, vendor: int) -> int:
    if who.kind != "reseller":
        return 0
    standings = who.rows("standings", reseller_id=who.organisation, vendor_id=vendor)
    return max((rank_of(who, standing) or 0 for standing in standings), default=0)


def authorised_for(who: Who, release: Row) -> bool:
    for line, territory in who.lines:
        owners = {who.world.by_id("lines", line)["vendor_id"]} | who.distributors
        if (
            release["owner_id"] in owners
            and release["line_id"] in {None, line}
            and release["territory"] in {None, territory}
        ):
            return True
    return False


def future_vendors(who: Who) -> set[int]:
    cases = [c for c in who.rows("onboarding_cases", prospect_id=who.organisation) if c["state"] == "in_progress"]
    by = {case["distributor_id"] for case in cases}
    return {d["vendor_id"] for d in who.world.rows["distributions"] if d["distributor_id"] in by and who.runs(d)}


def version(who: Who, row: Row) -> bool:
    if row["owner_id"] == who.organisation:
        return True
    retired = row["retired_at"] is not None and row["retired_at"] <= NOW
    return not retired and any(grants(who, release) for release in who.rows("releases", version_id=row["id"]))


def of_version(who: Who, row: Row) -> bool:
    return version(who, who.world.by_id("document_versions", row["version_id"]))


def document(who: Who, row: Row) -> bool:
    versions = who.rows("document_versions", document_id=row["id"])
    return row["owner_id"] == who.organisation or any(version(who, v) for v in versions)


def release(who: Who, row: Row) -> bool:
    return row["owner_id"] == who.organisation or (grants(who, row) and of_version(who, row))


def myself(who: Who, row: Row) -> bool:
    return bool(row["person_id"] == who.id)


def owned(who: Who, row: Row) -> bool:
    return bool(row["owner_id"] == who.organisation)


def audit(who: Who, row: Row) -> bool:
    return myself(who, row) or (who.kind in {"distributor", "vendor"} and own(who, row))


def answers(who: Who, row: Row) -> bool:
    return myself(who, row) or (own(who, row) and "administer" in who.rights)


def request(who: Who, row: Row) -> bool:
    asks = myself(who, row) or (own(who, row) and "administer" in who.rights)
    return asks or (row["recipient_id"] == who.organisation and row["needs"] in who.rights)


def never(_who: Who, _row: Row) -> bool:
    return False


def sole_distributor(who: Who, row: Row) -> bool:
    return is_(who, "distributor", row)


def sole_vendor(who: Who, row: Row) -> bool:
    return is_(who, "vendor", row)


LAW: dict[str, Callable[[Who, Row], bool]] = {
    "organisations": organisation,
    "people": colleague,
    "person_rights": own,
    "slack_identities": own,
    "supplies": two_sides,
    "lines": own_vendors,
    "distributions": distribution,
    "authorisations": all_sides,
    "non_disclosures": lambda who, row: own(who, row) or is_(who, "vendor", row),
    "conversations": own,
    "products": own_vendors,
    "compatibilities": own_vendors,
    "price_lists": price_list,
    "price_list_releases": price_list_release,
    "list_prices": needing("see_prices", priced(list_price)),
    "reseller_prices": needing("see_prices", priced(reseller_price)),
    "distributor_costs": needing("see_cost", priced(vendor_and_distributor)),
    "special_prices": needing("see_prices", all_sides),
    "ship_and_debits": needing("see_cost", vendor_and_distributor),
    "special_price_draws": needing("see_cost", vendor_and_distributor),
    "warehouses": warehouse,
    "stocks": needing("see_stock", offered),
    "inbounds": needing("see_stock", offered),
    "stock_reservations": needing("see_stock", sole_distributor),
    "reported_stocks": needing("see_stock", vendor_and_distributor),
    "orders": needing("see_orders", two_sides),
    "order_lines": needing("see_orders", two_sides),
    "shipments": needing("see_orders", two_sides),
    "serial_numbers": needing("see_orders", two_sides),
    "return_cases": needing("see_orders", two_sides),
    "sell_outs": vendor_and_distributor,
    "credit_lines": needing("see_credit", two_sides),
    "subscriptions": all_sides,
    "subscription_prices": needing("see_prices", two_sides),
    "registrations": deal,
    "registration_lines": of_deal,
    "registration_evidence": of_deal,
    "registration_history": history,
    "registration_questions": asked_of_reseller,
    "absences": own,
    "registration_notes": lambda who, row: bool(who.rights & DEAL_RIGHTS) and own(who, row),
    "conflicts": lambda who, row: bool(who.rights & DEAL_RIGHTS) and is_(who, "vendor", row),
    "policies": own_vendors,
    "programmes": own_vendors,
    "tiers": own_vendors,
    "standings": all_sides,
    "certificates": all_sides,
    "incentives": incentive,
    "accruals": all_sides,
    "marketing_funds": all_sides,
    "targets": target,
    "onboarding_cases": onboarding,
    "onboarding_tasks": onboarding,
    "screenings": needing("onboard", sole_distributor),
    "onboarding_templates": lambda who, row: is_(who, "distributor", row),
    "onboarding_template_steps": lambda who, row: is_(who, "distributor", row),
    "onboarding_invitations": needing("administer", own),
    "announcements": announcement,
    "announcement_recipients": recipient,
    "partner_requests": request,
    "digest_settings": myself,
    "digest_rounds": never,
    "link_requests": needing("administer", own),
    "data_loads": needing("load_data", owned),
    "documents": document,
    "document_versions": version,
    "releases": release,
    "passages": of_version,
    "document_files": of_version,
    "corrections": lambda who, row: myself(who, row) or ("publish" in who.rights and owned(who, row)),
    "column_mappings": needing("publish", owned),
    "price_imports": needing("publish", owned),
    "uploads": myself,
    "audit_entries": audit,
    "outbox_messages": never,
    "data_marks": never,
    "drafts": myself,
    "deadlines": own,
    "answer_logs": answers,
    "unanswered_questions": sole_vendor,
    "thread_turns": myself,
}
