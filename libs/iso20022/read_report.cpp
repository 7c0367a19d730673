// SPDX-License-Identifier: Apache-2.0
#include "iso20022/read_report.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include <initializer_list>

#include "iso20022/rules/statement_sums.h"
#include "xml/writer.h"

namespace clearway::iso20022 {
namespace {

namespace json = boost::json;

// Names of files may hold any bytes; texts of messages are UTF-8 already.
std::string Clean(const std::string& text) { return xml::WritableText(text); }

void PutText(json::object& object, std::string_view name, const std::string& text) {
    if (!text.empty()) object[name] = Clean(text);
}

void PutAmount(json::object& object, const std::optional<core::Money>& amount) {
    if (!amount) return;
    object["amount"] = core::FormatDecimal(*amount);
    object["currency"] = amount->GetCurrency().Code();
}

// The first that says something; the last, where none does.
const std::string& FirstOf(std::initializer_list<const std::string*> texts) {
    for (const auto* text : texts)
        if (!text->empty()) return *text;
    return **(texts.end() - 1);
}

const std::string& AgentName(const Agent& agent) {
    return FirstOf({&agent.bic, &agent.member_id, &agent.lei, &agent.name, &agent.other.id});
}

// Of a party without a name.
const std::string& PartyId(const Party& party) {
    for (const auto* ids : {&party.organisation_ids, &party.private_ids})
        if (!ids->empty()) return ids->front().id;
    return party.name;
}

const std::string& PartyName(const Party& party) {
    return FirstOf({&party.name, &party.bic, &party.lei, &PartyId(party)});
}

// A bank that pays for itself has a BIC where others have a name.
const std::string& SideName(const PartyOrAgent& side) {
    return FirstOf({&side.Name(), &AgentName(side.agent), &PartyName(side.party)});
}

template <class Sides>
void PutSides(json::object& object, const Sides& sides) {
    PutText(object, "debtor", SideName(sides.debtor));
    PutText(object, "creditor", SideName(sides.creditor));
    PutText(object, "debtor_account", sides.debtor_account.Number());
    PutText(object, "creditor_account", sides.creditor_account.Number());
    PutText(object, "debtor_agent", AgentName(sides.debtor_agent));
    PutText(object, "creditor_agent", AgentName(sides.creditor_agent));
}

json::array Reasons(const std::vector<Reason>& reasons) {
    json::array texts;
    for (const auto& reason : reasons)
        if (!reason.reason.Text().empty()) texts.emplace_back(Clean(reason.reason.Text()));
    return texts;
}

json::object Original(const OriginalTransaction& original) {
    json::object told;
    const auto& details = original.details;
    for (const auto* amount : {&original.settlement_amount, &details.settlement_amount,
                               &details.instructed_amount, &details.equivalent_amount}) {
        if (!*amount) continue;
        PutAmount(told, *amount);
        break;
    }
    PutSides(told, original.details);
    PutText(told, "uetr", original.uetr);
    PutText(told, "end_to_end_id", original.end_to_end_id);
    PutText(told, "transaction_id", original.transaction_id);
    return told;
}

const char* SideText(const std::optional<Side>& side) {
    return side == Side::kDebit ? "debit" : "credit";
}

json::object BalanceTold(const Balance& balance) {
    json::object told;
    PutText(told, "type", balance.type.Text());
    PutAmount(told, balance.amount);
    told["side"] = SideText(balance.side);
    if (balance.date.day) told["date"] = core::FormatRfc3339(*balance.date.day).substr(0, 10);
    return told;
}

json::object SumTold(const StatementSums::Sum& sum) {
    return {{"entries", sum.entries}, {"sum", sum.amount.ToString()}};
}

}  // namespace

struct ReadReport::State {
    std::string file;
    std::size_t transactions_max;
    std::string message_id = {};
    Page page = {};           // of the message
    PaymentBatch batch = {};  // of pain.001: the debtor of what follows
    std::uint64_t count = 0;
    json::array transactions = {};
    json::array statements = {};
    json::object reading = {};  // the statement that is read
    std::uint64_t statement_count = 0;
    std::optional<StatementSums> sums = {};

    void Transaction(json::object told) {
        ++count;
        if (transactions.size() < transactions_max) transactions.push_back(std::move(told));
    }
    template <class Answer>
    void Answered(const Answer& answer, const std::optional<core::Money>& amount = {}) {
        auto told = Original(answer.original);
        PutAmount(told, amount);
        auto reasons = Reasons(answer.reasons);
        if (!reasons.empty()) told["reason_codes"] = std::move(reasons);
        if constexpr (requires { answer.status; }) PutText(told, "status", answer.status);
        Transaction(std::move(told));
    }

    void Take(const GroupHeader& header) {
        message_id = header.message_id;
        page = header.page;
    }
    void Take(const CaseAssignment& assignment) { message_id = assignment.id; }
    void Take(const BusinessHeader& header) { message_id = header.business_message_id; }
    void Take(const MessageReject& reject) { message_id = reject.reference; }
    void Take(const PaymentBatch& taken) { batch = taken; }
    void Take(const CreditTransfer& transfer);
    void Take(const TransactionStatus& status) { Answered(status); }
    void Take(const PaymentReturn& back) { Answered(back, back.returned_amount); }
    void Take(const StatusRequest& request) { Transaction(Original(request.original)); }
    void Take(const CancellationRequest& request) { Answered(request); }
    void Take(const CancellationStatus& status) { Answered(status); }
    void Take(const Statement& statement);
    void Take(const Entry& entry) {
        if (sums) sums->Add(entry);
    }
    void Take(const EntryMore&) {}  // of an entry that was counted
    void Take(const StatementEnd&);
    void Take(const OriginalGroup&) {}
    void Take(const OriginalBatch&) {}
    void Take(const Case&) {}
    void Take(const ControlData&) {}
    void Take(const Resolution&) {}
    void Take(const UnderlyingGroup&) {}
};

void ReadReport::State::Take(const CreditTransfer& transfer) {
    json::object told;
    const auto& instructed =
        transfer.instructed_amount ? transfer.instructed_amount : transfer.equivalent_amount;
    PutAmount(told, transfer.settlement_amount ? transfer.settlement_amount : instructed);
    PutText(told, "debtor", PartyName(batch.debtor));
    PutText(told, "debtor_account", batch.debtor_account.Number());
    PutText(told, "debtor_agent", AgentName(batch.debtor_agent));
    PutSides(told, transfer);
    PutText(told, "uetr", transfer.uetr);
    PutText(told, "end_to_end_id", transfer.end_to_end_id);
    PutText(told, "transaction_id", transfer.transaction_id);
    Transaction(std::move(told));
}

void ReadReport::State::Take(const Statement& statement) {
    sums.emplace(statement, page);
    json::object told;
    PutText(told, "id", statement.id);
    PutText(told, "account", statement.account.Number());
    PutText(told, "account_currency", statement.account.currency);
    if (statement.electronic_sequence) told["sequence"] = *statement.electronic_sequence;
    json::array balances;
    for (const auto& balance : statement.balances) balances.push_back(BalanceTold(balance));
    told["balances"] = std::move(balances);
    reading = std::move(told);
}

void ReadReport::State::Take(const StatementEnd&) {
    if (!sums) return;
    auto& told = reading;
    told["number_of_entries"] = sums->Credits().entries + sums->Debits().entries;
    told["credits"] = SumTold(sums->Credits());
    told["debits"] = SumTold(sums->Debits());
    const auto balanced = sums->Balanced();
    told["balanced"] = balanced ? json::value(*balanced) : json::value(nullptr);
    sums.reset();
    ++statement_count;
    if (statements.size() < transactions_max) statements.push_back(std::move(reading));
}

ReadReport::ReadReport(std::string file, std::size_t transactions_max)
    : state_(new State{.file = std::move(file), .transactions_max = transactions_max}) {}

ReadReport::~ReadReport() = default;

void ReadReport::Take(const Part& part) {
    std::visit([&](const auto& held) { state_->Take(held); }, part);
}

namespace {

json::array FindingsTold(const Findings& findings, Severity severity) {
    json::array told;
    for (const auto& finding : findings.Kept()) {
        if (finding.severity != severity) continue;
        json::object one{{"code", finding.code}, {"message", Clean(finding.message)}};
        if (finding.line > 0) one["line"] = finding.line;
        PutText(one, "path", finding.path);
        told.push_back(std::move(one));
    }
    return told;
}

}  // namespace

std::string ReadReport::Line(const ReadResult& result) {
    json::object line;
    line["file"] = Clean(state_->file);
    line["message_type"] = result.type ? json::value(result.type->name) : json::value(nullptr);
    line["valid"] = result.IsValid();
    line["reasons"] = FindingsTold(result.findings, Severity::kError);
    auto warnings = FindingsTold(result.findings, Severity::kWarning);
    if (!warnings.empty()) line["warnings"] = std::move(warnings);
    PutText(line, "message_id", state_->message_id);
    if (state_->statement_count > 0) {
        if (state_->statement_count == 1 && !state_->statements.empty())
            for (const auto& field : state_->statements[0].as_object())
                if (field.key() != "id") line[field.key()] = field.value();
        line["number_of_statements"] = state_->statement_count;
        line["statements"] = std::move(state_->statements);
    } else if (state_->count > 0) {
        if (state_->count == 1 && !state_->transactions.empty())
            for (const auto& field : state_->transactions[0].as_object())
                line[field.key()] = field.value();
        line["number_of_transactions"] = state_->count;
        line["transactions"] = std::move(state_->transactions);
    }
    return json::serialize(line);
}

std::string UnreadableLine(const std::string& file, const std::string& why) {
    json::object line;
    line["file"] = Clean(file);
    line["message_type"] = nullptr;
    line["valid"] = false;
    line["reasons"] = json::array{json::object{{"code", "unreadable"}, {"message", Clean(why)}}};
    return json::serialize(line);
}

}  // namespace clearway::iso20022
