// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/mt940.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "iso20022/rules/field_rules.h"
#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/cut_text.h"
#include "services/reconciliation/statements/letters.h"
#include "services/reconciliation/statements/mt940_fields.h"
#include "services/reconciliation/statements/mt940_information.h"
#include "services/reconciliation/statements/mt940_line.h"
#include "services/reconciliation/statements/words.h"

namespace clearway::reconciliation::statements {
namespace {

constexpr std::size_t kWatchEvery = 65'536;
// Fields that stand in statements and say nothing that is matched.
constexpr std::array<std::string_view, 6> kPassedOver{"13D", "21", "64", "65", "940", "NS"};

constexpr std::size_t kAccountDigitsMin = 7;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Digits, letters and signs of account numbers only: what some banks write on a line's second line.
// More digits than any account has are a number of the bank's own.
bool IsAccountNumber(std::string_view text) {
    const auto is_of_one = [](char c) {
        return IsDigit(c) || (c >= 'A' && c <= 'Z') || c == ' ' || c == '.';
    };
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(text, IsDigit));
    return digits >= kAccountDigitsMin && digits <= 30 && text.size() <= 42 &&
           std::ranges::all_of(text, is_of_one);
}

// "COBADEFFXXX/DE89...": the IBAN. A bank's number before an account's is a part of it.
std::string AccountOf(std::string account) {
    const auto slash = account.find('/');
    if (slash == std::string::npos) return account;
    const auto behind = account.substr(slash + 1);
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    const bool is_iban = behind.size() >= 15 && is_letter(behind[0]) && is_letter(behind[1]);
    return is_iban ? behind : account;
}

// Reads one statement after the other; the state is where in it the reading is.
class Mt940 {
public:
    Mt940(matching::Book& book, StatementFile& file) : book_(book), file_(file) {}

    void Take(const SwiftField& field) {
        field_ = &field;
        const auto tag = field.tag;
        if (tag == "20") return Begin();
        if (!open_) return TakeOutside();
        if (tag == "25" || tag == "25P") return TakeAccount();
        if (tag == "28C" || tag == "28") return TakeNumber();
        if (tag == "60F" || tag == "60M") return TakeOpening();
        if (tag == "61") return TakeLine();
        if (tag == "86") return TakeInformation();
        if (tag == "62F" || tag == "62M") return TakeClosing();
        if (std::ranges::find(kPassedOver, tag) == kPassedOver.end()) Note("is left out");
    }

    void End() {
        if (!open_) return;
        EndLine();
        if (!head_.opening && head_.IsGood())
            FaultAt(begun_, "there is no opening balance, :60F:, as in a report of a day (MT942)");
        if (!head_.closing && head_.IsGood()) FaultAt(begun_, "there is no closing balance, :62F:");
        file_.heads.back() = head_;
        auto& statement = book_.statements[statement_];
        statement.account = head_.account;
        statement.currency = head_.currency;
        statement.day = head_.day;
        last_ = head_;
        last_told_page_ = told_page_;
        open_ = false;
    }

private:
    std::string Said(std::string_view what) const {
        return ":" + std::string(field_->tag) + ": " + std::string(what);
    }
    void Fault(std::string_view what) { FaultAt(field_->line, Said(what)); }
    void FaultAt(std::size_t line, const std::string& what) { head_.Fault(AtLine(line, what)); }
    void Note(std::string_view what) { file_.NoteAt(field_->line, Said(what)); }

    void Begin() {
        End();
        open_ = true;
        begun_ = field_->line;
        head_ = {.id = field_->value.substr(0, field_->value.find('\n'))};
        account_.clear();
        has_page_ = false;
        told_page_ = 1;
        position_ = 0;
        statement_ = AppendStatement(head_, file_, book_);
    }

    // Money of which no statement is known could be lost.
    void TakeOutside() {
        const auto tag = field_->tag;
        if (tag == "61" || tag == "60F" || tag == "60M" || tag == "62F" || tag == "62M")
            file_.FaultAt(field_->line, Said("before :20:"));
    }

    void TakeAccount() {
        auto account = field_->value.substr(0, field_->value.find('\n'));
        if (account.empty()) return Fault("is empty");
        account_ = AccountOf(AccountText(CutText(account)));
        head_.account = book_.texts.Add(account_);
    }

    // "5/1": number and page.
    void TakeNumber() {
        const auto line = field_->value.substr(0, field_->value.find('\n'));
        const std::string_view value = Trimmed(line);
        const auto* end = value.data() + value.size();
        std::int64_t number = 0;
        int page = 1;
        auto read = std::from_chars(value.data(), end, number);
        if (read.ec == std::errc() && read.ptr != end && *read.ptr == '/') {
            read = std::from_chars(read.ptr + 1, end, page);
            has_page_ = true;
        }
        if (read.ec != std::errc() || read.ptr != end || number < 0 || page < 0) {
            has_page_ = false;
            return Note("is no number, and no number with a page (5/1): it is not looked at");
        }
        head_.page = told_page_ = page;
        if (number != 0) head_.number = number;  // 0: the bank does not count
    }

    void TakeOpening() {
        Mt940Balance balance;
        if (head_.closing && head_.IsGood()) GoOnWithNextPage();
        if (const auto fault = ReadMt940Balance(field_->value, {}, balance); !fault.empty())
            return Fault(fault);
        if (head_.account == matching::kNoText) return Fault("before :25:");
        if (head_.opening) return Fault("is there twice");
        head_.currency = balance.currency;
        head_.opening = balance.amount;
        head_.day = balance.day.value_or(0);
        DropCurrencyOfAccount();
        // Without a page, or with the same one again.
        const bool goes_on = field_->tag == "60M" && !last_.last_page &&
                             (!has_page_ || told_page_ == last_told_page_) &&
                             last_.account == head_.account && last_.number == head_.number;
        if (goes_on) head_.page = last_.page + 1;
    }

    // Some banks write all pages, or the days of a period, behind one :20:.
    void GoOnWithNextPage() {
        const auto id = head_.id;
        const auto number = head_.number;
        const auto account = head_.account;
        End();
        open_ = true;
        begun_ = field_->line;
        head_ = {.id = id, .account = account, .number = number, .page = last_.page + 1};
        has_page_ = true;
        position_ = 0;
        statement_ = AppendStatement(head_, file_, book_);
    }

    // "NL08DEUT0319809633EUR": some banks write the currency behind the number.
    void DropCurrencyOfAccount() {
        const auto code = matching::CodeOf(head_.currency);
        if (account_.size() < code.size() + 5 || !account_.ends_with(code)) return;
        const char before = account_[account_.size() - code.size() - 1];
        if (before < '0' || before > '9') return;
        account_.resize(account_.size() - code.size());
        head_.account = book_.texts.Add(account_);
    }

    void TakeLine() {
        EndLine();
        if (!head_.opening && !head_.IsGood()) return;  // told already
        if (!head_.opening || head_.closing) return Fault("must stand between the balances");
        if (const auto fault = ReadMt940Line(field_->value, head_.currency, read_); !fault.empty())
            return Fault(fault);
        if (read_.amount == 0) return Note("is of nothing and left out");
        matching::StatementLine line;
        line.amount = read_.amount;
        line.account = head_.account;
        line.currency = head_.currency;
        line.value_day = read_.value_day;
        line.booked_day = read_.booked_day;
        line.reversal = read_.reversal;
        line.references[matching::kInstruction] = Kept(read_.customer_reference);
        line.references[matching::kOwnId] = Kept(read_.bank_reference);
        line.code = Kept(read_.code);
        line.statement = statement_;
        line.position = ++position_;
        book_.lines.push_back(line);
        line_ = &book_.lines.back();
    }

    // Of the line before it, once or several times; behind the closing balance, of the statement.
    void TakeInformation() {
        if (line_ == nullptr) return;
        if (!information_.empty()) information_ += '\n';
        information_ += field_->value;
    }

    // What is told below a line becomes part of it.
    void EndLine() {
        if (line_ != nullptr) Tell(*line_);
        line_ = nullptr;
        information_.clear();
    }

    void Tell(matching::StatementLine& line) {
        auto told = ReadMt940Information(information_);
        if (told.text.size() > kTextMax) file_.NoteAt(field_->line, "a text above is cut");
        if (IsAccountNumber(read_.details) && told.counterparty_account.empty())
            told.counterparty_account = read_.details;
        else if (information_.empty())
            told.text = read_.details;
        TakeBackReference(line, told);
        line.references[matching::kEndToEnd] = Kept(told.end_to_end);
        line.references[matching::kOther] = Kept(told.customer_reference);
        line.text = Kept(told.text);
        line.counterparty_account = Kept(AccountText(told.counterparty_account));
        line.counterparty_name = Kept(NameText(told.counterparty_name));
    }

    // Where a reference should stand some banks write the counterparty's account, or the number
    // with which :86: begins: neither names a payment. A shorter number is no account.
    void TakeBackReference(matching::StatementLine& line, Mt940Information& told) {
        const auto reference = book_.texts.At(line.references[matching::kInstruction]);
        const bool is_account = !reference.empty() && !iso20022::CheckIban(reference) &&
                                !matching::IsCreditorReference(reference);
        const bool is_said_again = reference.size() >= kAccountDigitsMin &&
                                   std::ranges::all_of(reference, IsDigit) &&
                                   BeginsWithWord(told.text, reference);
        if (is_account && told.counterparty_account.empty()) told.counterparty_account = reference;
        if (is_account || is_said_again)
            line.references[matching::kInstruction] = matching::kNoText;
    }

    matching::TextId Kept(std::string_view text) { return book_.texts.Add(CutText(text)); }

    void TakeClosing() {
        EndLine();
        Mt940Balance balance;
        const auto own = head_.opening ? std::optional(head_.currency) : std::nullopt;
        if (const auto fault = ReadMt940Balance(field_->value, own, balance); !fault.empty())
            return Fault(fault);
        if (!head_.opening && !head_.IsGood()) return;
        if (!head_.opening) return Fault("without an opening balance, :60F:");
        if (head_.closing) return Fault("is there twice");
        if (balance.currency != head_.currency) return Fault("has another currency than :60F:");
        if (!balance.day && position_ == 0) return Fault("must have a date, YYMMDD");
        head_.closing = balance.amount;
        head_.day = balance.day ? *balance.day : book_.lines.back().booked_day;
        head_.last_page = field_->tag == "62F";
    }

    matching::Book& book_;
    StatementFile& file_;
    const SwiftField* field_ = nullptr;
    bool open_ = false;
    std::size_t begun_ = 0;
    StatementHead head_;
    StatementHead last_;  // before it
    std::string account_;
    bool has_page_ = false;
    int told_page_ = 1;  // as the bank has it
    int last_told_page_ = 1;
    std::uint32_t statement_ = 0;
    std::uint32_t position_ = 0;
    Mt940Line read_;
    matching::StatementLine* line_ = nullptr;  // that may get information
    std::string information_;
};

}  // namespace

bool LooksLikeMt940(std::string_view text) {
    const auto head = text.substr(0, 4'096);
    return head.starts_with("{1:") || head.starts_with(":20:") ||
           head.find("\n:20:") != std::string_view::npos ||
           head.find("{4:") != std::string_view::npos;
}

void ReadMt940(const FileText& text, matching::Book& book, StatementFile& file,
               const ReadWatch& watch) {
    file.format = "mt940";
    const auto utf8 = ToUtf8(text.text);
    const std::string_view whole = utf8 ? utf8->text : text.text;
    Mt940 statements(book, file);
    std::size_t fields = 0;
    std::size_t bytes = 0;
    const auto outside = ForEachSwiftField(whole, [&](const SwiftField& field) {
        statements.Take(field);
        bytes += field.value.size() + field.tag.size() + 3;
        if (++fields % kWatchEvery == 0 && watch)
            watch(static_cast<double>(bytes) / static_cast<double>(whole.size()), fields);
    });
    statements.End();
    if (outside != 0) file.NoteAt(outside, "text around a message is passed over");
    if (utf8) file.Note(utf8->note);
    if (file.heads.empty()) file.Fault("there is no statement in the file");
}

}  // namespace clearway::reconciliation::statements
