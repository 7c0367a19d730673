// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/camt_entry.h"

#include <algorithm>

#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/cut_text.h"

namespace clearway::reconciliation::statements {
namespace {

std::string Joined(const std::vector<std::string>& texts) {
    std::string joined;
    for (const auto& text : texts) (joined += joined.empty() ? "" : " ") += text;
    return joined;
}

// Where a payment is named, the id of the message that it came in says nothing of it: each of the
// others of that message has it too.
bool NamesThePayment(const iso20022::References& references) {
    return (!references.end_to_end_id.empty() && references.end_to_end_id != "NOTPROVIDED") ||
           !references.uetr.empty() || !references.transaction_id.empty();
}

// What may name the payment besides the two ids that the payer gave it, the likeliest first.
std::vector<std::string> OtherReferencesOf(const iso20022::EntryTransaction& transaction) {
    std::vector<std::string> all;
    const auto add = [&](const std::string& reference) {
        if (!reference.empty() && std::ranges::find(all, reference) == all.end())
            all.push_back(reference);
    };
    for (const auto& structured : transaction.remittance.structured) add(structured.reference);
    const auto& references = transaction.references;
    add(references.payment_information_id);
    add(references.instruction_id);
    add(references.transaction_id);
    for (const auto& structured : transaction.remittance.structured)
        for (const auto& document : structured.documents) add(document.number);
    add(references.clearing_reference);
    add(references.cheque_number);
    if (!NamesThePayment(references)) add(references.message_id);
    for (const auto& proprietary : references.proprietary) add(proprietary.reference);
    return all;
}

void Append(std::string_view words, std::string& text) {
    if (!words.empty()) (text += text.empty() ? "" : " ") += words;
}

}  // namespace

std::int64_t SignedMinor(const core::Money& amount, std::optional<iso20022::Side> side) {
    return side == iso20022::Side::kDebit ? -amount.MinorUnits() : amount.MinorUnits();
}

CamtEntry::CamtEntry(matching::Book& book, const matching::StatementLine& line,
                     const iso20022::Entry& entry)
    : book_(book),
      line_(line),
      currency_(entry.amount->GetCurrency()),
      side_(*entry.side),
      first_line_(book.lines.size()) {
    line_.amount = SignedMinor(*entry.amount, entry.side);
    text_ = entry.additional_information;
    Take(entry.details);
}

void CamtEntry::Take(const std::vector<iso20022::EntryDetails>& all) {
    for (const auto& details : all) {
        const auto& batch = details.batch_payment_information_id.empty()
                                ? details.batch_message_id
                                : details.batch_payment_information_id;
        if (!batch.empty()) batch_ = Kept(batch);
        for (const auto& one : details.transactions) TakeTransaction(one);
    }
}

// What names the transactions of an entry that is one line, as far as there is room.
void CamtEntry::AddReferences(const matching::StatementLine& line) {
    for (const auto kind :
         {matching::kUetr, matching::kEndToEnd, matching::kInstruction, matching::kOther}) {
        const auto reference = book_.texts.At(line.references[kind]);
        if (references_.size() < kTextMax && reference != "NOTPROVIDED")
            Append(reference, references_);
    }
}

// Each is a line, until it turns out that one has no amount.
void CamtEntry::TakeTransaction(const iso20022::EntryTransaction& one) {
    auto line = line_;
    Tell(one, line);
    if (++transactions_ == 1) only_ = line;
    if (transactions_ == 2) AddReferences(only_);
    if (transactions_ > 1) AddReferences(line);
    if (!AddsTo(one)) return book_.lines.resize(first_line_);
    line.amount = SignedMinor(*one.BookedAmount(), one.side ? one.side : side_);
    book_.lines.push_back(line);
}

// False: some transaction has no amount that could be a part of the entry's.
bool CamtEntry::AddsTo(const iso20022::EntryTransaction& one) {
    const auto& amount = one.BookedAmount();
    if (!sum_ || !amount || amount->GetCurrency() != currency_ || amount->MinorUnits() == 0) {
        sum_.reset();
        return false;
    }
    std::int64_t sum = 0;
    if (__builtin_add_overflow(*sum_, SignedMinor(*amount, one.side ? one.side : side_), &sum))
        sum_.reset();
    else
        sum_ = sum;
    return sum_.has_value();
}

void CamtEntry::Tell(const iso20022::EntryTransaction& transaction, matching::StatementLine& line) {
    const auto& references = transaction.references;
    const auto& instruction =
        references.instruction_id.empty() ? references.transaction_id : references.instruction_id;
    line.references[matching::kUetr] = Kept(references.uetr);
    line.references[matching::kEndToEnd] = Kept(references.end_to_end_id);
    line.references[matching::kInstruction] = Kept(instruction);
    auto text = Joined(transaction.remittance.unstructured);
    Append(transaction.additional_information, text);
    // One has a place of its own; references are looked for in the text too.
    auto& place = line.references[matching::kOther];
    for (const auto& other : OtherReferencesOf(transaction)) {
        if (other == instruction) continue;
        if (place == matching::kNoText)
            place = Kept(other);
        else
            Append(other, text);
    }
    if (!references.servicer_reference.empty())
        line.references[matching::kOwnId] = Kept(references.servicer_reference);
    line.text = Kept(text);
    const bool credit = line.amount > 0;
    const auto& account = credit ? transaction.debtor_account : transaction.creditor_account;
    const auto& party = credit ? transaction.debtor : transaction.creditor;
    line.counterparty_account = Kept(AccountText(account.Number()));
    line.counterparty_name = Kept(NameText(party.Name()));
}

void CamtEntry::End(std::uint32_t& position) {
    auto& lines = book_.lines;
    const bool apart = transactions_ > 1 && sum_ == line_.amount;
    if (!apart) {
        lines.resize(first_line_);
        if (line_.amount != 0) lines.push_back(transactions_ == 1 ? only_ : WholeLine());
    }
    for (auto at = first_line_; at < lines.size(); ++at) lines[at].position = ++position;
}

// Of an entry of which the message does not tell more, or nothing that comes to its amount.
matching::StatementLine CamtEntry::WholeLine() {
    auto line = line_;
    line.references[matching::kOther] = batch_;
    auto text = text_;
    Append(references_, text);
    line.text = Kept(text);
    return line;
}

matching::TextId CamtEntry::Kept(std::string_view text) { return book_.texts.Add(CutText(text)); }

}  // namespace clearway::reconciliation::statements
