// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/camt.h"

#include <chrono>
#include <cstdlib>
#include <set>
#include <span>
#include <variant>

#include "iso20022/message_reader.h"
#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/camt_findings.h"
#include "services/reconciliation/statements/cut_text.h"
#include "xml/reader.h"

namespace clearway::reconciliation::statements {
namespace {

using matching::Day;

constexpr std::size_t kWatchEvery = 16'384;

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
    return joined;
}

bool IsOpening(const iso20022::Balance& balance) {
    return balance.type.code == "OPBD" || balance.type.code == "PRCD";
}

bool IsBooked(const iso20022::Balance& balance) {
    return IsOpening(balance) || balance.type.code == "CLBD";
}

// Of the account; where it says none, of its balances.
std::optional<matching::CurrencyIndex> CurrencyOf(const iso20022::Statement& statement) {
    if (const auto own = matching::FindCurrency(statement.account.currency)) return own;
    for (const auto& balance : statement.balances)
        if (balance.amount && IsBooked(balance))
            return matching::FindCurrency(balance.amount->GetCurrency().Code());
    return std::nullopt;
}

// 0: the bank does not count.
std::optional<std::int64_t> NumberOf(const iso20022::Statement& statement) {
    for (const auto& number : {statement.electronic_sequence, statement.legal_sequence})
        if (number && *number > 0 && *number < 1'000'000'000'000)
            return static_cast<std::int64_t>(*number);
    return std::nullopt;
}

// Takes the parts of a message as they come, and each finding before the part it is of.
class Camt {
public:
    Camt(matching::Book& book, StatementFile& file) : book_(book), file_(file) {}

    void Take(const iso20022::Part& part) {
        if (const auto* statement = std::get_if<iso20022::Statement>(&part)) Begin(*statement);
        if (const auto* entry = std::get_if<iso20022::Entry>(&part)) BeginEntry(*entry);
        if (const auto* more = std::get_if<iso20022::EntryMore>(&part)) TakeDetails(more->details);
        if (std::holds_alternative<iso20022::StatementEnd>(part)) EndEntry();
        TellFindings();
        if (std::holds_alternative<iso20022::StatementEnd>(part)) End();
    }

    void TakeFinding(const iso20022::Finding& finding) {
        if (found_.size() < kFindingsMax) found_.push_back(finding);
    }

    // What no part came behind. Notifications do not say so before the type of the message is
    // known.
    void Finish(StatementKind kind) {
        TellFindings();
        for (auto& head : file_.heads) head.kind = kind;
    }

private:
    void TellFindings() {
        for (const auto& finding : found_) Tell(finding);
        found_.clear();
    }

    void Tell(const iso20022::Finding& finding) {
        const auto weight = WeightOf(finding);
        if (weight == Weight::kNothing) return;
        const auto text = AtLine(finding.line, finding.message);
        if (weight == Weight::kNote) return Note(finding.code, text);
        if (weight == Weight::kFile || !open_) return file_.Fault(text);
        file_.heads.back().Fault(finding.path.empty() ? text : text + " (" + finding.path + ")");
    }

    // Once for each kind.
    void Note(const std::string& code, const std::string& text) {
        if (noted_.insert(code).second) file_.Note(text);
    }

    void Fault(std::string what) { file_.heads.back().Fault(std::move(what)); }

    void Begin(const iso20022::Statement& statement) {
        StatementHead head{.id = statement.id};
        created_ = DayOf({.time = statement.created});
        head.account = Kept(AccountText(statement.account.Number()));
        head.number = NumberOf(statement);
        if (!statement.page.number.empty() && statement.page.number.size() < 6)
            head.page = std::atoi(statement.page.number.c_str());
        head.last_page = statement.page.last.value_or(true);
        currency_ = CurrencyOf(statement);
        if (currency_) head.currency = *currency_;
        head.day = created_.value_or(0);
        position_ = 0;
        last_day_.reset();
        closed_ = false;
        statement_ = AppendStatement(head, file_, book_);
        open_ = true;
        for (const auto& balance : statement.balances)
            if (IsBooked(balance)) TakeBalance(balance);
    }

    void TakeBalance(const iso20022::Balance& balance) {
        auto& head = file_.heads.back();
        if (const auto day = DayOf(balance.date); day && !IsOpening(balance)) {
            head.day = *day;
            closed_ = true;
        }
        if (!balance.amount || !balance.side) return Fault("a balance cannot be read");
        if (matching::FindCurrency(balance.amount->GetCurrency().Code()) != currency_)
            return Note("balance_currency",
                        NameOf(head) + ": a balance in another currency is left out");
        auto& place = IsOpening(balance) ? head.opening : head.closing;
        // The opening balance of the day goes before the closing one of the day before.
        if (place && balance.type.code == "PRCD") return;
        place = Signed(balance.amount->MinorUnits(), balance.side);
    }

    // What is not booked yet is no line.
    void BeginEntry(const iso20022::Entry& entry) {
        EndEntry();
        if (entry.status != "BOOK") return;
        if (!entry.amount || !entry.side) return Fault("an amount of an entry cannot be read");
        auto booked = DayOf(entry.booked);
        const auto value = DayOf(entry.value_date);
        if (!booked && !value) booked = created_;  // notifications may leave both out
        if (!booked && !value) return Fault("an entry has neither booking nor value date");
        matching::StatementLine line;
        line.account = file_.heads.back().account;
        line.currency = *matching::FindCurrency(entry.amount->GetCurrency().Code());
        line.amount = Signed(entry.amount->MinorUnits(), entry.side);
        line.value_day = value ? *value : *booked;
        line.booked_day = booked ? *booked : *value;
        line.reversal = entry.reversal.value_or(false);
        line.statement = statement_;
        line.code = Kept(CodeText(entry.code));
        last_day_ = std::max(last_day_.value_or(line.booked_day), line.booked_day);
        if (currency_ && line.currency != *currency_)
            Note("entry_currency", NameOf(file_.heads.back()) +
                                       ": an entry is in another currency than the balances, of "
                                       "which it is no part");
        const auto& own =
            entry.servicer_reference.empty() ? entry.reference : entry.servicer_reference;
        line.references[matching::kOwnId] = Kept(own);
        entry_.emplace(line, *entry.amount, *entry.side, book_.lines.size());
        entry_->text = entry.additional_information.substr(0, kTextMax);
        TakeDetails(entry.details);
    }

    // Each transaction is a line, until it turns out that their amounts do not come to the entry's.
    void TakeDetails(const std::vector<iso20022::EntryDetails>& all) {
        if (!entry_) return;
        for (const auto& details : all) {
            const auto& batch = details.batch_payment_information_id.empty()
                                    ? details.batch_message_id
                                    : details.batch_payment_information_id;
            if (!batch.empty()) entry_->batch = Kept(batch);
            for (const auto& one : details.transactions) TakeTransaction(one);
        }
    }

    void TakeTransaction(const iso20022::EntryTransaction& one) {
        auto line = entry_->line;
        Tell(one, line);
        if (++entry_->transactions == 1) entry_->only = line;
        if (!entry_->AddsTo(one)) {
            book_.lines.resize(entry_->first_line);  // not all have an amount: the entry is a line
            return;
        }
        line.amount = Signed(one.BookedAmount()->MinorUnits(), one.side ? one.side : entry_->side);
        book_.lines.push_back(line);
    }

    void EndEntry() {
        if (!entry_) return;
        auto entry = std::move(*entry_);
        entry_.reset();
        const bool apart = entry.transactions > 1 && entry.sum == entry.line.amount;
        if (!apart) {
            book_.lines.resize(entry.first_line);
            book_.lines.push_back(entry.transactions == 1 ? entry.only : Batch(entry));
        }
        for (auto at = entry.first_line; at < book_.lines.size(); ++at)
            book_.lines[at].position = ++position_;
        if (book_.lines.back().amount == 0) book_.lines.pop_back();
    }

    void Tell(const iso20022::EntryTransaction& transaction, matching::StatementLine& line) {
        const auto& references = transaction.references;
        line.references[matching::kUetr] = Kept(references.uetr);
        line.references[matching::kEndToEnd] = Kept(references.end_to_end_id);
        line.references[matching::kInstruction] =
            Kept(references.instruction_id.empty() ? references.transaction_id
                                                   : references.instruction_id);
        line.references[matching::kOther] = Kept(CreditorReferenceOf(transaction));
        if (!references.servicer_reference.empty())
            line.references[matching::kOwnId] = Kept(references.servicer_reference);
        line.text = Kept(Joined(transaction.remittance.unstructured));
        const bool credit = line.amount > 0;
        const auto& account = credit ? transaction.debtor_account : transaction.creditor_account;
        const auto& party = credit ? transaction.debtor : transaction.creditor;
        line.counterparty_account = Kept(AccountText(account.Number()));
        line.counterparty_name = Kept(NameText(party.Name()));
    }

    static std::string CreditorReferenceOf(const iso20022::EntryTransaction& transaction) {
        for (const auto& structured : transaction.remittance.structured)
            if (!structured.reference.empty()) return structured.reference;
        return transaction.references.payment_information_id;
    }

    matching::TextId Kept(std::string_view text) { return book_.texts.Add(CutText(text)); }

    static std::string CodeText(const iso20022::BankTransactionCode& code) {
        if (code.domain.empty()) return code.proprietary;
        return code.domain + "/" + code.family + "/" + code.sub_family;
    }

    // Without a closing balance its day is that of its last entry.
    void End() {
        auto& head = file_.heads.back();
        if (!closed_ && last_day_) head.day = *last_day_;
        book_.statements[statement_].day = head.day;
        open_ = false;
    }

    static constexpr std::size_t kFindingsMax = 100;  // of one part

    // An entry whose transactions are coming in.
    struct OpenEntry {
        OpenEntry(const matching::StatementLine& of, const core::Money& money, iso20022::Side by,
                  std::size_t first)
            : line(of), currency(money.GetCurrency()), side(by), first_line(first) {}

        // False: some transaction has no amount that could be a part of the entry's.
        bool AddsTo(const iso20022::EntryTransaction& one) {
            const auto& amount = one.BookedAmount();
            if (!amount || amount->GetCurrency() != currency || amount->MinorUnits() == 0)
                sum.reset();
            else if (sum &&
                     __builtin_add_overflow(
                         *sum, Signed(amount->MinorUnits(), one.side ? one.side : side), &*sum))
                sum.reset();
            return sum.has_value();
        }

        matching::StatementLine line;
        core::Currency currency;
        iso20022::Side side;
        std::size_t first_line;  // in the book
        std::size_t transactions = 0;
        std::optional<std::int64_t> sum = 0;  // of the transactions; nullopt: they have none
        matching::StatementLine only = {};    // the first, with the entry's amount
        matching::TextId batch = matching::kNoText;
        std::string text = {};
    };

    // An entry of which the message does not tell more, or nothing that comes to its amount.
    matching::StatementLine Batch(const OpenEntry& entry) {
        auto line = entry.line;
        line.references[matching::kOther] = entry.batch;
        line.text = Kept(entry.text);
        return line;
    }

    matching::Book& book_;
    StatementFile& file_;
    bool open_ = false;  // a statement is, the last of the file's
    std::optional<matching::CurrencyIndex> currency_;
    std::uint32_t statement_ = 0;
    std::uint32_t position_ = 0;
    bool closed_ = false;  // by a balance
    std::optional<Day> last_day_;
    std::optional<Day> created_;
    std::optional<OpenEntry> entry_;
    std::vector<iso20022::Finding> found_;
    std::set<std::string> noted_;
};

}  // namespace

bool LooksLikeXml(std::string_view text) {
    const auto head = text.substr(0, 4);
    const bool utf16 =
        head == std::string_view("\xFF\xFE<\0", 4) || head == std::string_view("\xFE\xFF\0<", 4);
    const auto begin = text.find_first_not_of(" \t\r\n");
    return utf16 || (begin != std::string_view::npos && text[begin] == '<');
}

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
    const auto result = iso20022::ReadMessage(
        counted, take,
        {.tell = [&](const iso20022::Finding& finding) { camt.TakeFinding(finding); }});
    using enum iso20022::MessageKind;
    const bool is_notification = result.type && result.type->kind == kCamt054;
    camt.Finish(is_notification ? StatementKind::kNotification : StatementKind::kStatement);
    if (!result.type) {
        if (file.IsGood()) file.Fault("is no message that is known");
        return;
    }
    file.format = result.type->name.substr(0, result.type->name.find('.', 5));
    if (result.type->kind != kCamt053 && !is_notification)
        file.Fault("is a " + file.format +
                   ", not a statement (camt.053) or notification (camt.054)");
}

}  // namespace clearway::reconciliation::statements
