// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/messages/notification.h"

#include "services/settlement/rails/messages/references.h"

namespace clearway::settlement::rails::messages {
namespace {

namespace iso = clearway::iso20022;
using Kind = Verdict::Kind;

// A foreign reference on a debit is a payment of ours that we do not know, which is worth a look; a
// credit with one is a payment in, unless it is said to give something back.
std::optional<core::PaymentId> PaymentOn(const iso::EntryTransaction& line, bool may_be_foreign) {
    const auto& references = line.references;
    if (const auto ours = OurPayment({&references.transaction_id, &references.instruction_id}))
        return ours;
    return may_be_foreign ? PaymentOfUetr(references.uetr) : std::nullopt;
}

bool GivesBack(const iso::Entry& entry, const iso::EntryTransaction& line) {
    return entry.reversal == true || iso::IsKnown(line.return_reason) ||
           entry.code.sub_family == "RRTN" || line.code.sub_family == "RRTN";
}

std::optional<core::Money> AmountOf(const iso::Entry& entry, const iso::EntryTransaction& line) {
    if (line.amount) return line.amount;
    if (line.amounts.transaction.amount) return line.amounts.transaction.amount;
    const bool alone = entry.details.size() == 1 && entry.details[0].transactions.size() == 1;
    return alone ? entry.amount : std::nullopt;
}

// The rail's name of a return: a transaction id of its own, else what the line is known by.
std::string ReturnIdOf(const iso::Entry& entry, const iso::EntryTransaction& line) {
    const auto& references = line.references;
    if (!references.transaction_id.empty() && !PaymentOfTransactionId(references.transaction_id))
        return references.transaction_id;
    for (const auto* id : {&references.clearing_reference, &references.servicer_reference,
                           &entry.servicer_reference, &entry.reference})
        if (!id->empty()) return *id;
    return references.message_id;
}

void ReadLine(const iso::Entry& entry, const iso::EntryTransaction& line,
              const std::string& notice_id, std::vector<Statement>& statements) {
    const bool debit = (line.side ? line.side : entry.side) == iso::Side::kDebit;
    const auto payment = PaymentOn(line, debit || GivesBack(entry, line));
    if (!payment) return;
    Verdict verdict{.kind = debit ? Kind::kAccepted : Kind::kReturned,
                    .message_id = debit ? notice_id : ReturnIdOf(entry, line),
                    .amount = AmountOf(entry, line),
                    .notified = true};
    if (!debit) verdict.reason = ReasonOf({line.return_reason});
    statements.push_back({*payment, std::move(verdict)});
}

}  // namespace

std::vector<Statement> ReadNotification(const Participant& we,
                                        const std::vector<iso::Part>& parts) {
    std::vector<Statement> statements;
    bool our_account = false;
    std::string notice_id;
    for (const auto& part : parts) {
        if (const auto* notice = std::get_if<iso::Statement>(&part)) {
            our_account = we.account_iban.empty() || notice->account.Number() == we.account_iban;
            notice_id = notice->id;
        }
        const auto* entry = std::get_if<iso::Entry>(&part);
        if (!entry || !our_account || entry->status != "BOOK") continue;
        for (const auto& details : entry->details)
            for (const auto& line : details.transactions)
                ReadLine(*entry, line, notice_id, statements);
    }
    return statements;
}

}  // namespace clearway::settlement::rails::messages
