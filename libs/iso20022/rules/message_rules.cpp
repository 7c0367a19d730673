// SPDX-License-Identifier: Apache-2.0
#include "iso20022/rules/message_rules.h"

namespace clearway::iso20022 {
namespace {

std::optional<core::Money> Kept(const core::Result<core::Money>& sum) {
    return sum ? std::optional(*sum) : std::nullopt;
}

}  // namespace

void MessageRules::Add(Severity severity, const char* code, const char* message, std::string path,
                       std::size_t line) {
    findings_.Add({.severity = severity,
                   .code = code,
                   .message = message,
                   .path = std::move(path),
                   .line = line});
}

void MessageRules::Take(const Part& part, std::size_t line) {
    line_ = line;
    std::visit([&](const auto& held) { Take(held); }, part);
}

void MessageRules::Finish() {
    if (batch_) Compare(*batch_);
    if (group_) Compare(*group_);
    batch_.reset();
    group_.reset();
}

void MessageRules::Take(const BusinessHeader& header) {
    if (type_.kind == MessageKind::kHead001 || header.message_type == type_.name) return;
    Add(Severity::kError, "header_message_type", "the business header is of another message type",
        "/AppHdr/MsgDefIdr", line_);
}

void MessageRules::Take(const GroupHeader& header) {
    page_ = header.page;
    // pacs.004 of a whole group need not repeat its transactions.
    if (header.whole_group_returned == true) return;
    const auto& total = header.total_settlement_amount ? header.total_settlement_amount
                                                       : header.total_returned_amount;
    if (!header.number_of_transactions) return;
    group_ = Announced{.number = header.number_of_transactions,
                       .sum = header.control_sum,
                       .total = total,
                       .line = line_,
                       .path = "/GrpHdr"};
}

void MessageRules::Take(const PaymentBatch& batch) {
    if (batch_) Compare(*batch_);
    batch_ = Announced{.number = batch.number_of_transactions,
                       .sum = batch.control_sum,
                       .line = line_,
                       .path = "/PmtInf"};
}

void MessageRules::Take(const ControlData& control) {
    group_ = Announced{.number = control.number_of_transactions,
                       .sum = control.control_sum,
                       .line = line_,
                       .path = "/CtrlData"};
}

void MessageRules::Take(const CreditTransfer& transfer) {
    if (type_.kind != MessageKind::kPain001) return Count(transfer.settlement_amount);
    Count(transfer.instructed_amount ? transfer.instructed_amount : transfer.equivalent_amount);
}

void MessageRules::Take(const PaymentReturn& back) { Count(back.returned_amount); }

void MessageRules::Take(const CancellationRequest& request) {
    Count(request.original.settlement_amount);
}

void MessageRules::Count(const std::optional<core::Money>& amount) {
    if (group_) CountIn(*group_, amount);
    if (batch_) CountIn(*batch_, amount);
}

void MessageRules::CountIn(Announced& announced, const std::optional<core::Money>& amount) {
    ++announced.came;
    if (!amount) {
        announced.came_sum.reset();
        announced.one_currency = false;
        return;
    }
    if (announced.came_sum && !announced.came_sum->Add(Decimal::Of(*amount)))
        announced.came_sum.reset();
    if (!announced.came_total) {
        announced.came_total = announced.came == 1 ? amount : std::nullopt;
        return;
    }
    const auto sum = core::Add(*announced.came_total, *amount);
    announced.one_currency = announced.one_currency && sum.has_value();
    if (sum) announced.came_total = *sum;
}

void MessageRules::Compare(const Announced& announced) {
    // Groups may be cancelled without naming their transactions.
    if (announced.came == 0 && type_.kind == MessageKind::kCamt056) return;
    if (announced.number && *announced.number != announced.came)
        Add(Severity::kError, "number_of_transactions",
            "the number of transactions is not what the header says", announced.path + "/NbOfTxs",
            announced.line);
    if (announced.sum && announced.came_sum && *announced.sum != *announced.came_sum)
        Add(Severity::kError, "control_sum", "the amounts do not add up to the control sum",
            announced.path + "/CtrlSum", announced.line);
    if (announced.total && (!announced.one_currency || announced.came_total != announced.total))
        Add(Severity::kError, "total_amount", "the amounts do not add up to the total amount",
            announced.path, announced.line);
}

void MessageRules::Take(const Statement& statement) {
    sums_.emplace(statement, page_);
    totals_ = statement.totals;
    statement_line_ = line_;
    if (HasContraryBalances(statement))
        Add(Severity::kError, "balances_contradict",
            "two balances of the same type and day are not the same", "/Bal", line_);
    if (statement.from && statement.to && *statement.from > *statement.to)
        Add(Severity::kError, "period_reversed", "the period ends before it begins", "/FrToDt",
            line_);
}

void MessageRules::Take(const Entry& entry) {
    EndEntry();
    if (sums_) sums_->Add(entry);
    BeginEntry(entry);
    TakeDetails(entry.details);
}

// Its first details go on with those that came last.
void MessageRules::Take(const EntryMore& more) { TakeDetails(more.details); }

// Banks name some of the transactions of an entry, or none: what does not add up is told, not
// refused.
void MessageRules::BeginEntry(const Entry& entry) {
    if (!entry.amount || !entry.side) return;
    const core::Money nothing(entry.amount->GetCurrency(), 0);
    entry_ = OpenEntry{.side = *entry.side, .amount = *entry.amount, .sum = nothing, .line = line_};
}

void MessageRules::TakeDetails(const std::vector<EntryDetails>& details) {
    for (const auto& one : details) {
        const bool begins = &one != &details.front() || one.batch_number_of_transactions ||
                            !one.batch_message_id.empty();
        if (begins) {
            EndBatch();
            batch_said_ = one.batch_number_of_transactions;
        }
        batch_came_ += one.transactions.size();
        for (const auto& transaction : one.transactions) TakeTransaction(transaction);
    }
}

void MessageRules::TakeTransaction(const EntryTransaction& transaction) {
    if (!entry_ || !entry_->sum) return;
    const auto& amount = transaction.BookedAmount();
    const bool same = transaction.side.value_or(entry_->side) == entry_->side;
    const auto sum = !amount ? std::nullopt
                     : same  ? Kept(core::Add(*entry_->sum, *amount))
                             : Kept(core::Subtract(*entry_->sum, *amount));
    entry_->sum = sum;  // nullopt: without an amount, or in another currency
    entry_->told = true;
}

void MessageRules::EndBatch() {
    if (batch_said_ && batch_came_ > 0 && *batch_said_ != batch_came_)
        Add(Severity::kWarning, "batch_number_of_transactions",
            "the number of transactions is not what the batch says", "/Ntry/NtryDtls/Btch",
            entry_ ? entry_->line : line_);
    batch_said_.reset();
    batch_came_ = 0;
}

void MessageRules::EndEntry() {
    EndBatch();
    if (entry_ && entry_->told && entry_->sum && *entry_->sum != entry_->amount)
        Add(Severity::kWarning, "entry_details_sum",
            "the transactions of the entry do not add up to its amount", "/Ntry/NtryDtls",
            entry_->line);
    entry_.reset();
}

// A summary may count all entries, or leave out what is not booked.
void MessageRules::CheckCount(const EntryCount& said, const StatementSums::Sum& came,
                              const StatementSums::Sum& booked, const char* path) {
    if (said.number && *said.number != came.entries && *said.number != booked.entries)
        Add(Severity::kError, "number_of_entries",
            "the number of entries is not what the summary says", path, statement_line_);
    if (said.sum && !sums_->Overflown() && *said.sum != came.amount && *said.sum != booked.amount)
        Add(Severity::kError, "entries_sum", "the entries do not add up to the summary", path,
            statement_line_);
}

void MessageRules::CheckTotals() {
    if (sums_->AreOfAPage()) return;  // the summary may be of the whole
    auto all = sums_->Credits();
    auto booked = sums_->BookedCredits();
    all.entries += sums_->Debits().entries;
    booked.entries += sums_->BookedDebits().entries;
    const bool summed =
        all.amount.Add(sums_->Debits().amount) && booked.amount.Add(sums_->BookedDebits().amount);
    if (summed) CheckCount(totals_.all, all, booked, "/TxsSummry/TtlNtries");
    CheckCount(totals_.credits, sums_->Credits(), sums_->BookedCredits(),
               "/TxsSummry/TtlCdtNtries");
    CheckCount(totals_.debits, sums_->Debits(), sums_->BookedDebits(), "/TxsSummry/TtlDbtNtries");
    CheckNet();
}

// Credits less debits, on the side that is larger.
void MessageRules::CheckNet() {
    if (!totals_.net || sums_->Overflown()) return;
    const auto said = totals_.net_side == Side::kDebit ? totals_.net->Negated() : *totals_.net;
    const auto is_said = [&](const StatementSums::Sum& credits, const StatementSums::Sum& debits) {
        auto net = credits.amount;
        if (!net.Add(debits.amount.Negated())) return true;  // it cannot be told
        return net == said || (!totals_.net_side && net.Negated() == said);
    };
    if (is_said(sums_->Credits(), sums_->Debits()) ||
        is_said(sums_->BookedCredits(), sums_->BookedDebits()))
        return;
    Add(Severity::kError, "entries_sum", "the entries do not come to the net amount of the summary",
        "/TxsSummry/TtlNtries/TtlNetNtry", statement_line_);
}

void MessageRules::Take(const StatementEnd&) {
    EndEntry();
    if (!sums_) return;
    CheckTotals();
    // A statement need not hold each entry between its balances. One that says how many entries it
    // has claims to.
    if (sums_->Balanced() == false) {
        const bool complete =
            totals_.all.number || (totals_.credits.number && totals_.debits.number);
        Add(complete ? Severity::kError : Severity::kWarning, "balances_and_entries",
            "the opening balance and the booked entries do not lead to the closing balance", "/Bal",
            statement_line_);
    }
    sums_.reset();
}

}  // namespace clearway::iso20022
