// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/camt.h"

#include <chrono>
#include <cstdlib>
#include <span>
#include <variant>

#include "iso20022/message_reader.h"
#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "xml/reader.h"

namespace clearway::reconciliation::statements {
namespace {

using matching::Day;

constexpr std::size_t kWatchEvery = 16'384;
constexpr std::size_t kTextMax = 4'096;

std::optional<Day> DayOf(const iso20022::DayOrTime& date) {
    using std::chrono::days;
    using std::chrono::floor;
    if (date.day) return static_cast<Day>(date.day->time_since_epoch().count());
    if (date.time) return static_cast<Day>(floor<days>(*date.time).time_since_epoch().count());
    return std::nullopt;
}

std::int64_t Signed(std::int64_t minor, std::optional<iso20022::Side> side) {
    return side == iso20022::Side::kDebit ? -minor : minor;
}

std::string Joined(const std::vector<std::string>& texts) {
    std::string joined;
    for (const auto& text : texts) (joined += joined.empty() ? "" : " ") += text;
    return joined.substr(0, kTextMax);
}

// Takes the parts of a message as they come.
class Camt {
public:
    Camt(matching::Book& book, StatementFile& file) : book_(book), file_(file) {}

    void Take(const iso20022::Part& part) {
        if (const auto* statement = std::get_if<iso20022::Statement>(&part)) Begin(*statement);
        if (const auto* entry = std::get_if<iso20022::Entry>(&part)) TakeEntry(*entry);
        if (std::holds_alternative<iso20022::StatementEnd>(part)) End();
    }

private:
    void Begin(const iso20022::Statement& statement) {
        head_ = {.id = statement.id};
        created_ = DayOf({.time = statement.created});
        head_.account = book_.texts.Add(AccountText(statement.account.Number()));
        if (statement.electronic_sequence || statement.legal_sequence)
            head_.number = static_cast<std::int64_t>(
                statement.electronic_sequence.value_or(statement.legal_sequence.value_or(0)));
        if (!statement.page.number.empty() && statement.page.number.size() < 6)
            head_.page = std::atoi(statement.page.number.c_str());
        head_.last_page = statement.page.last.value_or(true);
        currency_.reset();
        for (const auto& balance : statement.balances) TakeBalance(balance);
        if (!currency_) currency_ = matching::FindCurrency(statement.account.currency);
        if (currency_) head_.currency = *currency_;
        position_ = 0;
        last_day_.reset();
        statement_ = AppendStatement(head_, file_, book_);
    }

    void TakeBalance(const iso20022::Balance& balance) {
        if (!balance.amount) return;
        const auto& type = balance.type.code;
        const bool opening = type == "OPBD" || type == "PRCD";
        if (!opening && type != "CLBD") return;
        const auto currency = matching::FindCurrency(balance.amount->GetCurrency().Code());
        if (currency_ && currency != currency_)
            file_.Fault("the balances of a statement are in several currencies");
        currency_ = currency;
        auto& place = opening ? head_.opening : head_.closing;
        // The opening balance of the day goes before the closing one of the day before.
        if (place && type == "PRCD") return;
        place = Signed(balance.amount->MinorUnits(), balance.side);
        if (const auto day = DayOf(balance.date); day && !opening) head_.day = *day;
    }

    // What is not booked yet is no line.
    void TakeEntry(const iso20022::Entry& entry) {
        if (entry.status != "BOOK" || !entry.amount || !entry.side) return;
        auto booked = DayOf(entry.booked);
        const auto value = DayOf(entry.value_date);
        if (!booked && !value) booked = created_;  // notifications may leave both out
        if (!booked && !value) return file_.Fault("an entry has neither booking nor value date");
        matching::StatementLine line;
        line.account = head_.account;
        line.currency = *matching::FindCurrency(entry.amount->GetCurrency().Code());
        if (currency_ && line.currency != *currency_)
            return file_.Fault("an entry is in another currency than the account");
        line.amount = Signed(entry.amount->MinorUnits(), entry.side);
        line.value_day = value ? *value : *booked;
        line.booked_day = booked ? *booked : *value;
        line.reversal = entry.reversal.value_or(false);
        line.statement = statement_;
        line.code = book_.texts.Add(CodeText(entry.code));
        last_day_ = std::max(last_day_.value_or(line.booked_day), line.booked_day);
        const auto& own =
            entry.servicer_reference.empty() ? entry.reference : entry.servicer_reference;
        line.references[matching::kOwnId] = book_.texts.Add(own);
        const auto transactions = TransactionsOf(entry);
        if (IsSumOf(entry, transactions)) {
            for (const auto* one : transactions) {
                auto part = line;
                part.amount = Signed(one->amount->MinorUnits(), one->side ? one->side : entry.side);
                Append(part, *one);
            }
        } else if (transactions.size() == 1) {
            Append(line, *transactions.front());
        } else {
            AppendBatch(line, entry);
        }
    }

    static std::vector<const iso20022::EntryTransaction*> TransactionsOf(
        const iso20022::Entry& entry) {
        std::vector<const iso20022::EntryTransaction*> all;
        for (const auto& details : entry.details)
            for (const auto& one : details.transactions) all.push_back(&one);
        return all;
    }

    // Whether several transactions have amounts that come to that of the entry.
    static bool IsSumOf(const iso20022::Entry& entry,
                        const std::vector<const iso20022::EntryTransaction*>& transactions) {
        if (transactions.size() < 2) return false;
        std::int64_t sum = 0;
        for (const auto* one : transactions) {
            if (!one->amount || one->amount->GetCurrency() != entry.amount->GetCurrency() ||
                one->amount->MinorUnits() == 0)
                return false;
            const auto side = one->side ? one->side : entry.side;
            if (__builtin_add_overflow(sum, Signed(one->amount->MinorUnits(), side), &sum))
                return false;
        }
        return sum == Signed(entry.amount->MinorUnits(), entry.side);
    }

    void Append(matching::StatementLine line, const iso20022::EntryTransaction& transaction) {
        auto& texts = book_.texts;
        const auto& references = transaction.references;
        line.references[matching::kUetr] = texts.Add(references.uetr);
        line.references[matching::kEndToEnd] = texts.Add(references.end_to_end_id);
        line.references[matching::kInstruction] =
            texts.Add(references.instruction_id.empty() ? references.transaction_id
                                                        : references.instruction_id);
        line.references[matching::kOther] = texts.Add(CreditorReferenceOf(transaction));
        if (!references.servicer_reference.empty())
            line.references[matching::kOwnId] = texts.Add(references.servicer_reference);
        line.text = texts.Add(Joined(transaction.remittance.unstructured));
        const bool credit = line.amount > 0;
        const auto& account = credit ? transaction.debtor_account : transaction.creditor_account;
        const auto& party = credit ? transaction.debtor : transaction.creditor;
        line.counterparty_account = texts.Add(AccountText(account.Number()));
        line.counterparty_name = texts.Add(NameText(party.Name()));
        AppendLine(line);
    }

    static std::string CreditorReferenceOf(const iso20022::EntryTransaction& transaction) {
        for (const auto& structured : transaction.remittance.structured)
            if (!structured.reference.empty()) return structured.reference;
        return transaction.references.payment_information_id;
    }

    // An entry for a batch of which the message does not tell more.
    void AppendBatch(matching::StatementLine line, const iso20022::Entry& entry) {
        for (const auto& details : entry.details) {
            const auto& batch = details.batch_payment_information_id.empty()
                                    ? details.batch_message_id
                                    : details.batch_payment_information_id;
            if (!batch.empty()) line.references[matching::kOther] = book_.texts.Add(batch);
        }
        line.text =
            book_.texts.Add(std::string_view(entry.additional_information).substr(0, kTextMax));
        AppendLine(line);
    }

    void AppendLine(matching::StatementLine& line) {
        if (line.amount == 0) return;
        line.position = ++position_;
        book_.lines.push_back(line);
    }

    static std::string CodeText(const iso20022::BankTransactionCode& code) {
        if (code.domain.empty()) return code.proprietary;
        return code.domain + "/" + code.family + "/" + code.sub_family;
    }

    // A notification has no closing balance: its day is that of its last entry.
    void End() {
        if (!head_.closing && last_day_) head_.day = *last_day_;
        file_.heads.back() = head_;
        book_.statements[statement_].day = head_.day;
    }

    matching::Book& book_;
    StatementFile& file_;
    StatementHead head_;
    std::optional<matching::CurrencyIndex> currency_;
    std::uint32_t statement_ = 0;
    std::uint32_t position_ = 0;
    std::optional<Day> last_day_;
    std::optional<Day> created_;
};

}  // namespace

bool LooksLikeXml(std::string_view text) { return Trimmed(text.substr(0, 256)).starts_with('<'); }

void ReadCamt(const FileText& text, matching::Book& book, StatementFile& file,
              const ReadWatch& watch) {
    file.format = "xml";
    Camt camt(book, file);
    std::size_t bytes = 0;
    std::size_t parts = 0;
    const auto whole = xml::FromText(text.text);
    const auto counted = [&](std::span<char> room) {
        const auto count = whole(room);
        bytes += count.value_or(0);
        return count;
    };
    const auto take = [&](iso20022::Part&& part) {
        camt.Take(part);
        if (++parts % kWatchEvery == 0 && watch)
            watch(static_cast<double>(bytes) / static_cast<double>(text.text.size()), parts);
    };
    const auto result = iso20022::ReadMessage(counted, take);
    for (const auto& finding : result.findings.Kept())
        if (finding.severity == iso20022::Severity::kError)
            file.FaultAt(finding.line, finding.message);
    if (!result.type) return file.Fault("is no message that is known");
    using enum iso20022::MessageKind;
    file.format = result.type->name.substr(0, result.type->name.find('.', 5));
    if (result.type->kind != kCamt053 && result.type->kind != kCamt054)
        file.Fault("is a " + file.format +
                   ", not a statement (camt.053) or notification (camt.054)");
}

}  // namespace clearway::reconciliation::statements
