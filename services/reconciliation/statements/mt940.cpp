// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/mt940.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/mt940_fields.h"
#include "services/reconciliation/statements/mt940_line.h"

namespace clearway::reconciliation::statements {
namespace {

constexpr std::size_t kWatchEvery = 65'536;
// Fields that stand in statements and say nothing that is matched.
constexpr std::array<std::string_view, 5> kPassedOver{"13D", "21", "64", "65", "NS"};

// Reads one statement after the other; the state is where in it the reading is.
class Mt940 {
public:
    Mt940(matching::Book& book, StatementFile& file) : book_(book), file_(file) {}

    void Take(const SwiftField& field) {
        field_ = &field;
        const auto tag = field.tag;
        if (tag == "20") return Begin();
        if (!open_) return Fault("before :20:");
        if (tag == "25" || tag == "25P") return TakeAccount();
        if (tag == "28C" || tag == "28") return TakeNumber();
        if (tag == "60F" || tag == "60M") return TakeOpening();
        if (tag == "61") return TakeLine();
        if (tag == "86") return TakeInformation();
        if (tag == "62F" || tag == "62M") return TakeClosing();
        if (std::ranges::find(kPassedOver, tag) == kPassedOver.end())
            Fault("is no field of a statement");
    }

    void End() {
        if (!open_) return;
        if (!head_.closing) file_.FaultAt(begun_, "the statement has no closing balance, :62F:");
        open_ = false;
    }

private:
    void Fault(std::string_view what) {
        file_.FaultAt(field_->line, ":" + std::string(field_->tag) + ": " + std::string(what));
    }

    void Begin() {
        End();
        open_ = true;
        begun_ = field_->line;
        head_ = {.id = field_->value};
        position_ = 0;
        line_ = nullptr;
        statement_ = kNone;
        if (field_->value.empty()) Fault("is empty");
    }

    void TakeAccount() {
        auto account = field_->value.substr(0, field_->value.find('\n'));
        if (account.empty()) return Fault("is empty");
        account_ = AccountText(account);
        head_.account = book_.texts.Add(account_);
    }

    // "5/1": number and page.
    void TakeNumber() {
        const std::string_view value = field_->value;
        const auto* end = value.data() + value.size();
        std::int64_t number = 0;
        auto read = std::from_chars(value.data(), end, number);
        if (read.ec == std::errc() && read.ptr != end && *read.ptr == '/')
            read = std::from_chars(read.ptr + 1, end, head_.page);
        if (read.ec != std::errc() || read.ptr != end || number < 0 || head_.page < 0)
            return Fault("must be a number, or a number and a page: 5/1");
        if (number != 0) head_.number = number;  // 0: the bank does not count
    }

    void TakeOpening() {
        Mt940Balance balance;
        if (const auto fault = ReadMt940Balance(field_->value, balance); !fault.empty())
            return Fault(fault);
        if (head_.account == matching::kNoText) return Fault("before :25:");
        if (head_.opening) return Fault("is there twice");
        head_.currency = balance.currency;
        head_.opening = balance.amount;
        head_.day = balance.day;
        DropCurrencyOfAccount();
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
        if (statement_ == kNone || head_.closing) return Fault("must stand between the balances");
        Mt940Line read;
        if (const auto fault = ReadMt940Line(field_->value, head_.currency, read); !fault.empty())
            return Fault(fault);
        matching::StatementLine line;
        line.amount = read.amount;
        line.account = head_.account;
        line.currency = head_.currency;
        line.value_day = read.value_day;
        line.booked_day = read.booked_day;
        line.reversal = read.reversal;
        line.references[matching::kInstruction] = book_.texts.Add(read.customer_reference);
        line.references[matching::kOwnId] = book_.texts.Add(read.bank_reference);
        line.code = book_.texts.Add(read.code);
        line.statement = statement_;
        line.position = ++position_;
        book_.lines.push_back(line);
        line_ = &book_.lines.back();
    }

    // Of the line before it; behind the closing balance, of the statement.
    void TakeInformation() {
        if (line_ == nullptr || head_.closing) return;
        const auto information = ReadMt940Information(field_->value);
        auto& texts = book_.texts;
        line_->references[matching::kEndToEnd] = texts.Add(information.end_to_end);
        line_->references[matching::kOther] = texts.Add(information.customer_reference);
        line_->text = texts.Add(information.text);
        line_->counterparty_account = texts.Add(AccountText(information.counterparty_account));
        line_->counterparty_name = texts.Add(NameText(information.counterparty_name));
        line_ = nullptr;
    }

    void TakeClosing() {
        Mt940Balance balance;
        if (const auto fault = ReadMt940Balance(field_->value, balance); !fault.empty())
            return Fault(fault);
        if (statement_ == kNone) return Fault("without an opening balance, :60F:");
        if (head_.closing) return Fault("is there twice");
        if (balance.currency != head_.currency) return Fault("has another currency than :60F:");
        head_.closing = balance.amount;
        head_.day = balance.day;
        head_.last_page = field_->tag == "62F";
        file_.heads.back() = head_;
        book_.statements[statement_].day = balance.day;
        line_ = nullptr;
    }

    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    matching::Book& book_;
    StatementFile& file_;
    const SwiftField* field_ = nullptr;
    bool open_ = false;
    std::size_t begun_ = 0;
    StatementHead head_;
    std::string account_;
    std::uint32_t statement_ = kNone;
    std::uint32_t position_ = 0;
    matching::StatementLine* line_ = nullptr;  // that may get information
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
    const bool utf8 = FaultOfUtf8(text.text).empty();
    const auto latin = utf8 ? std::string() : FromLatin1(text.text);
    const std::string_view whole = utf8 ? text.text : latin;
    Mt940 statements(book, file);
    std::size_t fields = 0;
    std::size_t bytes = 0;
    const auto fault = ForEachSwiftField(whole, [&](const SwiftField& field) {
        statements.Take(field);
        bytes += field.value.size() + field.tag.size() + 3;
        if (++fields % kWatchEvery == 0 && watch)
            watch(static_cast<double>(bytes) / static_cast<double>(whole.size()), fields);
    });
    if (!fault.empty()) return file.Fault(fault);
    statements.End();
    if (file.heads.empty()) file.Fault("there is no statement in the file");
}

}  // namespace clearway::reconciliation::statements
