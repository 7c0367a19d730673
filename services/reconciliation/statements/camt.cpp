// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/camt.h"

#include <chrono>
#include <cstdlib>
#include <set>
#include <span>
#include <variant>

#include "iso20022/message_reader.h"
#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/camt_entry.h"
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
        if (const auto* header = std::get_if<iso20022::GroupHeader>(&part)) page_ = header->page;
        if (const auto* statement = std::get_if<iso20022::Statement>(&part)) Begin(*statement);
        if (const auto* entry = std::get_if<iso20022::Entry>(&part)) BeginEntry(*entry);
        if (const auto* more = std::get_if<iso20022::EntryMore>(&part); more && entry_)
            entry_->Take(more->details);
        if (std::holds_alternative<iso20022::StatementEnd>(part)) EndEntry();
        TellFindings();
        if (std::holds_alternative<iso20022::StatementEnd>(part)) End();
    }

    void TakeFinding(const iso20022::Finding& finding) {
        const auto weight = WeightOf(finding);
        if (weight == Weight::kNote)
            Note(finding.code, AtLine(finding.line, finding.message));
        else if (weight != Weight::kNothing && found_.size() < kFindingsMax)
            found_.push_back(finding);
    }

    // What no part came behind. Notifications do not say so before the type of the message is
    // known; they have no balances.
    void Finish(StatementKind kind) {
        TellFindings();
        for (auto& head : file_.heads) {
            head.kind = kind;
            if (kind == StatementKind::kStatement && !head.opening && !head.closing)
                Note("no_balances", NameOf(head) +
                                        ": has neither an opening nor a closing balance: "
                                        "nothing proves that its lines are all");
        }
    }

private:
    void TellFindings() {
        for (const auto& finding : found_) Tell(finding);
        found_.clear();
    }

    void Tell(const iso20022::Finding& finding) {
        const auto text = AtLine(finding.line, finding.message);
        if (WeightOf(finding) == Weight::kFile || !open_) return file_.Fault(text);
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
        TakePage(statement.page, head);
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

    // Version 02 has pages of messages only; a statement in one need not be in pages itself.
    void TakePage(const iso20022::Page& own, StatementHead& head) const {
        head.pages_of_message = own.number.empty();
        const auto& page = head.pages_of_message ? page_ : own;
        if (!page.number.empty() && page.number.size() < 6)
            head.page = std::atoi(page.number.c_str());
        head.last_page = page.last.value_or(true);
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
        place = SignedMinor(*balance.amount, balance.side);
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
        entry_.emplace(book_, line, entry);
    }

    void EndEntry() {
        if (entry_) entry_->End(position_);
        entry_.reset();
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

    matching::Book& book_;
    StatementFile& file_;
    iso20022::Page page_;  // of the message
    bool open_ = false;    // a statement is, the last of the file's
    std::optional<matching::CurrencyIndex> currency_;
    std::uint32_t statement_ = 0;
    std::uint32_t position_ = 0;
    bool closed_ = false;  // by a balance
    std::optional<Day> last_day_;
    std::optional<Day> created_;
    std::optional<CamtEntry> entry_;
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
