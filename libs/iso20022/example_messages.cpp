// SPDX-License-Identifier: Apache-2.0
#include "iso20022/example_messages.h"

#include <stdexcept>

namespace clearway::iso20022 {
namespace {

using enum MessageKind;

constexpr const char* kUetr = "255ae394-9965-4438-ac86-f406feada396";

core::Timestamp Noon() { return *core::ParseRfc3339("2026-03-02T12:00:00Z"); }
Date Monday() { return std::chrono::floor<std::chrono::days>(Noon()); }

core::Money Euro(std::int64_t minor) { return {*core::Currency::Parse("EUR"), minor}; }

Agent Bank(const char* bic) { return {.bic = bic}; }

Account Iban(const char* iban) { return {.iban = iban}; }

Party Debtor() {
    return {.name = "Müller & Söhne <Handel>",
            .address = {.street = "Hauptstraße",
                        .building_number = "1",
                        .post_code = "60311",
                        .town = "Frankfurt am Main",
                        .country = "DE"},
            .lei = "529900T8BM49AURSDO55",
            .organisation_ids = {{.id = "HRB 1234", .scheme = {.code = "COID"}, .issuer = "AG"}}};
}

Party Creditor() {
    return {.name = "Jane Doe",
            .address = {.country = "NL", .lines = {"Damrak 1", "1012 LG Amsterdam"}},
            .birth = {.day = Date(std::chrono::year(1980) / 2 / 29),
                      .city = "Utrecht",
                      .country = "NL"},
            .private_ids = {{.id = "P-1", .scheme = {.proprietary = "Customer"}}}};
}

GroupHeader Header(const char* id) { return {.message_id = id, .created = Noon()}; }

GroupHeader BankHeader(const char* id) {
    auto header = Header(id);
    header.instructing_agent = Bank("DEUTDEFF");
    header.instructed_agent = Bank("ABNANL2A");
    return header;
}

GroupHeader Announcing(GroupHeader header, std::uint64_t number, const char* sum) {
    header.number_of_transactions = number;
    header.control_sum = Decimal::Parse(sum);
    return header;
}

CreditTransfer CustomerTransfer() {
    CreditTransfer transfer{.instruction_id = "I-1",
                            .end_to_end_id = "INV-2026-001",
                            .transaction_id = "T-1",
                            .uetr = kUetr,
                            .settlement_amount = Euro(123456),
                            .settlement_date = Monday(),
                            .accepted = Noon(),
                            .instructed_amount = Euro(123500),
                            .charge_bearer = "SHAR",
                            .charges = {{.amount = Euro(44), .agent = Bank("DEUTDEFF")}},
                            .debtor = {.party = Debtor()},
                            .debtor_account = Iban("DE89370400440532013000"),
                            .debtor_agent = Bank("DEUTDEFF"),
                            .creditor_agent = Bank("ABNANL2A"),
                            .creditor = {.party = Creditor()},
                            .creditor_account = Iban("NL91ABNA0417164300"),
                            .purpose = {.code = "GDDS"},
                            .remittance = {.unstructured = {"Invoice 2026-001"}}};
    transfer.previous_agents = {{.agent = Bank("COBADEFF")}};
    transfer.remittance.structured = {
        {.reference_type = {.code = "SCOR"}, .reference = "RF18539007547034"}};
    return transfer;
}

CreditTransfer BankTransfer() {
    return {.instruction_id = "W-EUR-1",
            .end_to_end_id = "W-EUR-1",
            .transaction_id = "W-EUR-1",
            .uetr = kUetr,
            .settlement_amount = Euro(123456),
            .settlement_date = Monday(),
            .debtor = {.agent = Bank("DEUTDEFF")},
            .debtor_account = {.other = {.id = "ACC-1"}},
            .creditor = {.agent = {.clearing_system = {.code = "USABA"}, .member_id = "021000021"}},
            .remittance = {.unstructured = {"Window 1"}}};
}

OriginalTransaction Original() {
    return {.message_id = "PACS8-1",
            .message_name = "pacs.008.001.08",
            .message_created = Noon(),
            .end_to_end_id = "INV-2026-001",
            .transaction_id = "T-1",
            .uetr = kUetr};
}

OriginalTransaction OriginalWithAmount() {
    auto original = Original();
    original.settlement_amount = Euro(123456);
    original.settlement_date = Monday();
    original.details = {.debtor = {.party = Debtor()},
                        .debtor_account = Iban("DE89370400440532013000"),
                        .debtor_agent = Bank("DEUTDEFF"),
                        .creditor_agent = Bank("ABNANL2A"),
                        .creditor = {.agent = Bank("ABNANL2A")},
                        .creditor_account = Iban("NL91ABNA0417164300")};
    return original;
}

Reason Because(const char* code) {
    return {.originator = {.bic = "ABNANL2A"}, .reason = {.code = code}, .additional = {"As told"}};
}

OriginalGroup Group(const char* name) {
    return {.message_id = "PACS8-1", .message_name = name, .created = Noon()};
}

CaseAssignment Assignment() {
    return {.id = "CASE-A",
            .assigner = {.agent = Bank("DEUTDEFF")},
            .assignee = {.agent = Bank("ABNANL2A")},
            .created = Noon()};
}

Case TheCase() { return {.id = "CASE-1", .creator = {.agent = Bank("DEUTDEFF")}}; }

std::vector<Part> Initiation() {
    auto header = Announcing(Header("PAIN1-1"), 1, "1235.00");
    header.initiating_party = Debtor();
    auto transfer = CustomerTransfer();
    // What the customer does not say, or says for the whole batch.
    transfer.transaction_id = "";
    transfer.settlement_amount.reset();
    transfer.settlement_date.reset();
    transfer.accepted.reset();
    transfer.charges = {};
    transfer.previous_agents = {};
    transfer.debtor = {};
    transfer.debtor_account = {};
    transfer.debtor_agent = {};
    return {header,
            PaymentBatch{.id = "BATCH-1",
                         .method = "TRF",
                         .number_of_transactions = 1,
                         .control_sum = Decimal::Parse("1235"),
                         .payment_type = {.service_levels = {{.code = "SEPA"}}},
                         .requested_execution = {.day = Monday()},
                         .debtor = Debtor(),
                         .debtor_account = Iban("DE89370400440532013000"),
                         .debtor_agent = Bank("DEUTDEFF"),
                         .charge_bearer = "SLEV"},
            transfer};
}

std::vector<Part> InitiationStatus() {
    auto header = Header("PAIN2-1");
    header.debtor_agent = Bank("DEUTDEFF");
    auto group = Group("pain.001.001.09");
    group.status = "PART";
    group.counts = {{.number = 1, .status = "RJCT"}};
    auto original = Original();
    original.message_id = original.message_name = original.transaction_id = "";
    original.message_created.reset();
    return {header, group, OriginalBatch{.id = "BATCH-1", .status = "PART"},
            TransactionStatus{.status_id = "S-1",
                              .original = original,
                              .status = "RJCT",
                              .reasons = {Because("AC01")}}};
}

std::vector<Part> StatusReport() {
    auto group = Group("pacs.008.001.08");
    group.status = "ACSC";
    return {BankHeader("PACS2-1"), group,
            TransactionStatus{.status_id = "S-1",
                              .original = Original(),
                              .status = "ACSC",
                              .accepted = Noon(),
                              .effective_settlement = {.day = Monday()},
                              .clearing_reference = "CLR-1"}};
}

std::vector<Part> Return() {
    auto header = Announcing(BankHeader("PACS4-1"), 1, "1234.56");
    header.total_returned_amount = Euro(123456);
    header.settlement_date = Monday();
    header.settlement.method = "CLRG";
    return {header, PaymentReturn{.return_id = "R-1",
                                  .original = OriginalWithAmount(),
                                  .returned_amount = Euro(123456),
                                  .reasons = {Because("AC04")}}};
}

std::vector<Part> Transfers(const char* id, CreditTransfer transfer) {
    auto header = Announcing(BankHeader(id), 1, "1234.56");
    header.total_settlement_amount = Euro(123456);
    header.settlement_date = Monday();
    header.settlement = {.method = "CLRG", .clearing_system = {.proprietary = "INST"}};
    transfer.settlement_date.reset();  // the header's
    return {header, std::move(transfer)};
}

std::vector<Part> Cancellation() {
    return {Assignment(), TheCase(),
            ControlData{.number_of_transactions = 1, .control_sum = Decimal::Parse("1234.56")},
            UnderlyingGroup{.group = Group("pacs.008.001.08")},
            CancellationRequest{.cancellation_id = "C-1",
                                .original = OriginalWithAmount(),
                                .reasons = {Because("DUPL")}}};
}

std::vector<Part> CancellationAnswer() {
    return {Assignment(), TheCase(), Resolution{.confirmation = "RJCR"},
            UnderlyingGroup{.group = Group("pacs.008.001.08")},
            CancellationStatus{.status_id = "CS-1",
                               .original = OriginalWithAmount(),
                               .status = "RJCR",
                               .reasons = {Because("CUST")}}};
}

std::vector<Part> Report(const char* id) {
    std::vector<Part> parts = {Header(id), ExampleStatement(2)};
    parts.push_back(ExampleEntry(0));
    parts.push_back(ExampleEntry(1));
    parts.push_back(StatementEnd{.additional_information = "The end"});
    return parts;
}

}  // namespace

Statement ExampleStatement(std::uint64_t entries) {
    const auto sum = static_cast<std::int64_t>(entries) * 1001;
    const auto total = Decimal::Of(Euro(sum));
    return {.id = "STMT-1",
            .electronic_sequence = 7,
            .legal_sequence = 7,
            .created = Noon(),
            .from = Noon() - std::chrono::hours(12),
            .to = Noon(),
            .account = {.iban = "DE89370400440532013000",
                        .currency = "EUR",
                        .owner = {.name = "Clearway"}},
            .balances = {{.type = {.code = "OPBD"},
                          .amount = Euro(500),
                          .side = Side::kDebit,
                          .date = {.day = Monday()}},
                         {.type = {.code = "CLBD"},
                          .amount = Euro(sum - 500),
                          .side = Side::kCredit,
                          .date = {.day = Monday()}}},
            .totals = {.all = {.number = entries, .sum = total},
                       .net = total,
                       .net_side = Side::kCredit,
                       .credits = {.number = entries, .sum = total}}};
}

Entry ExampleEntry(std::uint64_t number) {
    const auto id = std::to_string(number);
    EntryTransaction transaction{
        .references = {.end_to_end_id = "E2E-" + id, .uetr = kUetr, .transaction_id = "T-" + id},
        .amount = Euro(1001),
        .side = Side::kCredit,
        .debtor = {.party = {.name = "Debtor " + id}},
        .debtor_account = Iban("NL91ABNA0417164300"),
        .debtor_agent = Bank("ABNANL2A"),
        .remittance = {.unstructured = {"Invoice " + id}}};
    return {.reference = "N-" + id,
            .amount = Euro(1001),
            .side = Side::kCredit,
            .status = "BOOK",
            .booked = {.day = Monday()},
            .value_date = {.day = Monday(), .time = Noon()},
            .servicer_reference = "B-" + id,
            .code = {.domain = "PMNT", .family = "RCDT", .sub_family = "ESCT"},
            .charges = {.total = Euro(5), .records = {{.amount = Euro(5), .included = true}}},
            .details = {{.transactions = {std::move(transaction)}}}};
}

std::vector<Part> ExampleMessage(MessageKind kind) {
    switch (kind) {
        case kHead001:
            return {BusinessHeader{.from = {.agent = Bank("DEUTDEFF")},
                                   .to = {.agent = Bank("ABNANL2A")},
                                   .business_message_id = "B-1",
                                   .message_type = "pacs.008.001.08",
                                   .created = Noon()}};
        case kAdmi002:
            return {MessageReject{.reference = "B-1", .reason = "SCHEMA", .rejected = Noon()}};
        case kPain001: return Initiation();
        case kPain002: return InitiationStatus();
        case kPacs002: return StatusReport();
        case kPacs004: return Return();
        case kPacs008: return Transfers("PACS8-1", CustomerTransfer());
        case kPacs009: return Transfers("PACS9-1", BankTransfer());
        case kPacs028:
            return {BankHeader("PACS28-1"),
                    StatusRequest{.request_id = "Q-1", .original = Original()}};
        case kCamt029: return CancellationAnswer();
        case kCamt052: return Report("CAMT52-1");
        case kCamt053: return Report("CAMT53-1");
        case kCamt054: {
            auto parts = Report("CAMT54-1");
            std::get<Statement>(parts[1]).balances = {};  // it has none
            return parts;
        }
        case kCamt056: return Cancellation();
    }
    throw std::logic_error("no kind of message");
}

}  // namespace clearway::iso20022
