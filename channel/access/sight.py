"""Who sees what: the table of docs/access.md. For every table of the database one rule, in channel/access/rules/.

A rule takes the eyes (a viewer at an instant) and gives a criterion over its table. In doubt a row is not seen. Inner
SELECTs use tables under an alias of their own, so that they never mix with the statement they are added to.
"""

from channel.access.eyes import Rule, of_own_organisation
from channel.access.rules import engagement, goods, papers, relations
from channel.tables import deals, documents, finance, journal, parties, prices, products, programmes, supply
from channel.tables.base import Table

JOBS = frozenset({"deadlines", "identifying", "indexing", "loading", "migrating", "notifying"})
"""The jobs of the system that read every row; nothing else does."""

SIGHT: dict[type[Table], Rule] = {
    parties.Organisation: relations.organisations,
    parties.Person: relations.people,
    parties.PersonRight: of_own_organisation(parties.PersonRight.organisation_id),
    parties.SlackIdentity: of_own_organisation(parties.SlackIdentity.organisation_id),
    parties.Supply: relations.supplies,
    parties.Line: relations.lines,
    parties.Distribution: relations.distributions,
    parties.Authorisation: relations.authorisations,
    parties.NonDisclosure: relations.non_disclosures,
    parties.Conversation: of_own_organisation(parties.Conversation.organisation_id),
    products.Product: goods.product_master,
    products.Compatibility: goods.compatibilities,
    prices.PriceList: goods.price_lists,
    prices.PriceListRelease: goods.price_list_releases,
    prices.ListPrice: goods.list_prices,
    prices.ResellerPrice: goods.reseller_prices,
    prices.DistributorCost: goods.distributor_costs,
    prices.SpecialPrice: goods.special_prices,
    prices.ShipAndDebit: goods.ship_and_debits,
    prices.ColumnMapping: papers.published_by_own(prices.ColumnMapping),
    prices.PriceImport: papers.published_by_own(prices.PriceImport),
    supply.Warehouse: goods.warehouses,
    supply.Stock: goods.stocks,
    supply.StockReservation: goods.stock_reservations,
    supply.Inbound: goods.inbounds,
    supply.ReportedStock: goods.reported_stocks,
    supply.Order: goods.ordered(supply.Order),
    supply.OrderLine: goods.ordered(supply.OrderLine),
    supply.Shipment: goods.ordered(supply.Shipment),
    supply.SerialNumber: goods.ordered(supply.SerialNumber),
    supply.ReturnCase: goods.ordered(supply.ReturnCase),
    supply.SellOut: goods.sell_outs,
    finance.CreditLine: goods.credit_lines,
    finance.Subscription: goods.subscriptions,
    finance.SubscriptionPrice: goods.subscription_prices,
    deals.Registration: engagement.registrations,
    deals.RegistrationLine: engagement.registration_lines,
    deals.RegistrationHistory: engagement.registration_history,
    deals.RegistrationNote: engagement.registration_notes,
    deals.Conflict: engagement.conflicts,
    deals.Policy: engagement.policies,
    programmes.Programme: engagement.programme_rules(programmes.Programme),
    programmes.Tier: engagement.programme_rules(programmes.Tier),
    programmes.Standing: engagement.three_sided(programmes.Standing),
    programmes.Certificate: engagement.three_sided(programmes.Certificate),
    programmes.Incentive: engagement.incentives,
    programmes.Accrual: engagement.three_sided(programmes.Accrual),
    programmes.MarketingFund: engagement.three_sided(programmes.MarketingFund),
    programmes.Target: engagement.targets,
    programmes.OnboardingCase: engagement.onboarding(programmes.OnboardingCase),
    programmes.OnboardingTask: engagement.onboarding(programmes.OnboardingTask),
    programmes.Screening: engagement.screenings,
    programmes.Announcement: engagement.announcements,
    programmes.AnnouncementRecipient: engagement.announcement_recipients,
    documents.Document: papers.document_titles,
    documents.DocumentVersion: papers.document_versions,
    documents.Release: papers.releases,
    documents.Passage: papers.passages,
    documents.DocumentFile: papers.document_files,
    documents.Correction: papers.corrections,
    journal.AuditEntry: papers.audit_entries,
    journal.OutboxMessage: papers.of_the_system,
    journal.Draft: papers.personal(journal.Draft),
    journal.Deadline: of_own_organisation(journal.Deadline.organisation_id),
    journal.AnswerLog: papers.answer_logs,
    journal.UnansweredQuestion: papers.unanswered_questions,
    journal.ThreadTurn: papers.personal(journal.ThreadTurn),
    journal.Upload: papers.personal(journal.Upload),
}
