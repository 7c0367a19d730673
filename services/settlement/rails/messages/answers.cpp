// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/messages/answers.h"

#include <algorithm>
#include <array>
#include <set>

#include "iso20022/message_reader.h"
#include "services/settlement/rails/messages/notification.h"
#include "services/settlement/rails/messages/references.h"

namespace clearway::settlement::rails::messages {
namespace {

namespace iso = clearway::iso20022;
using Kind = Verdict::Kind;
using Statements = std::vector<Statement>;

struct CodeRow {
    std::string_view code;
    Kind kind;
};

// What is in neither table decides nothing: the rail is at work.
constexpr std::array kPaymentCodes{
    CodeRow{"ACSC", Kind::kAccepted}, CodeRow{"ACCC", Kind::kAccepted},
    CodeRow{"RJCT", Kind::kRejected}, CodeRow{"CANC", Kind::kRecalled},
    CodeRow{"ACCP", Kind::kPending},  CodeRow{"ACTC", Kind::kPending},
    CodeRow{"ACSP", Kind::kPending},  CodeRow{"PDNG", Kind::kPending},
    CodeRow{"RCVD", Kind::kPending},
};
constexpr std::array kRecallCodes{
    CodeRow{"CNCL", Kind::kRecalled},
    CodeRow{"ACCR", Kind::kRecalled},
    CodeRow{"RJCR", Kind::kRecallRefused},
    CodeRow{"PDCR", Kind::kPending},
};

Kind Find(std::span<const CodeRow> rows, std::string_view code) {
    const auto row = std::ranges::find(rows, code, &CodeRow::code);
    return row == rows.end() ? Kind::kPending : row->kind;
}

Verdict VerdictOf(std::span<const CodeRow> rows, const std::string& code,
                  const std::vector<iso::Reason>& reasons, const std::string& message_id) {
    Verdict verdict{.kind = Find(rows, code), .message_id = message_id};
    if (verdict.kind == Kind::kAccepted || verdict.kind == Kind::kPending) return verdict;
    verdict.reason = ReasonOf(reasons);
    // What is refused is the second copy: of the first one it says that the rail has it.
    if (verdict.kind == Kind::kRejected && verdict.reason.code == kDuplicate)
        return {.kind = Kind::kPending, .message_id = message_id};
    const bool refuses = verdict.kind == Kind::kRejected || verdict.kind == Kind::kRecallRefused;
    if (refuses && verdict.reason.code == kNeverHad) verdict.kind = Kind::kAbsent;
    if (verdict.kind == Kind::kRecalled) verdict.reason = {.code = "CUST"};
    return verdict;
}

template <class T>
std::vector<const T*> All(const std::vector<iso::Part>& parts) {
    std::vector<const T*> found;
    for (const auto& part : parts)
        if (const auto* held = std::get_if<T>(&part)) found.push_back(held);
    return found;
}

// The only one of its kind; what it leaves out is empty.
template <class T>
T The(const std::vector<iso::Part>& parts) {
    const auto found = All<T>(parts);
    return found.empty() ? T{} : *found.front();
}

// What a transaction leaves out, its group says; a group speaks for those that are not named.
Statements ReadStatuses(const std::vector<iso::Part>& parts) {
    const auto id = The<iso::GroupHeader>(parts).message_id;
    const auto groups = All<iso::OriginalGroup>(parts);
    const auto transactions = All<iso::TransactionStatus>(parts);
    Statements statements;
    std::set<core::PaymentId> named;
    std::set<const iso::OriginalGroup*> with_named;
    bool unplaced = false;  // one of whose group nothing is said
    for (const auto* transaction : transactions) {
        const auto of_group = std::ranges::find(groups, transaction->original.message_id,
                                                &iso::OriginalGroup::message_id);
        const iso::OriginalGroup* group = of_group != groups.end() ? *of_group
                                          : groups.size() == 1     ? groups.front()
                                                                   : nullptr;
        with_named.insert(group);
        unplaced = unplaced || group == nullptr;
        const iso::OriginalGroup none;
        if (group == nullptr) group = &none;
        auto payment = PaymentOf(transaction->original);
        if (!payment) payment = PaymentOfMessageId(group->message_id);
        const bool own = !transaction->status.empty();
        auto verdict =
            VerdictOf(kPaymentCodes, own ? transaction->status : group->status,
                      transaction->reasons.empty() ? group->reasons : transaction->reasons, id);
        verdict.amount = transaction->original.details.settlement_amount;
        named.insert(payment.value_or(core::PaymentId()));
        statements.push_back({payment.value_or(core::PaymentId()), std::move(verdict)});
    }
    for (const auto* group : groups) {
        const auto payment = PaymentOfMessageId(group->message_id);
        // Of a file: when it names some of its payments, the others are not spoken of.
        const bool said =
            payment ? named.contains(*payment) : unplaced || with_named.contains(group);
        if (said || group->status.empty()) continue;
        statements.push_back({payment.value_or(core::PaymentId()),
                              VerdictOf(kPaymentCodes, group->status, group->reasons, id),
                              FileOfMessageId(group->message_id)});
    }
    return statements;
}

Statement ReturnOf(std::optional<core::PaymentId> payment, std::string return_id,
                   const std::vector<iso::Reason>& reasons,
                   const std::optional<core::Money>& amount) {
    return {payment.value_or(core::PaymentId()),
            {.kind = Kind::kReturned,
             .message_id = std::move(return_id),
             .reason = ReasonOf(reasons),
             .amount = amount}};
}

Statements ReadReturns(const std::vector<iso::Part>& parts) {
    const auto header = The<iso::GroupHeader>(parts);
    Statements statements;
    for (const auto* back : All<iso::PaymentReturn>(parts)) {
        statements.push_back(ReturnOf(PaymentOf(back->original),
                                      back->return_id.empty() ? header.message_id : back->return_id,
                                      back->reasons, back->returned_amount));
    }
    if (!statements.empty()) return statements;
    // A message returned as a whole.
    for (const auto* group : All<iso::OriginalGroup>(parts)) {
        statements.push_back(ReturnOf(PaymentOfMessageId(group->message_id), header.message_id,
                                      group->reasons, header.total_returned_amount));
    }
    return statements;
}

Statements ReadRecallAnswer(const std::vector<iso::Part>& parts) {
    const auto id = The<iso::CaseAssignment>(parts).id;
    const auto whole = The<iso::Resolution>(parts).confirmation;
    const auto of_case = PaymentOfMessageId(The<iso::Case>(parts).id);
    Statements statements;
    iso::OriginalGroup group;  // of the transactions that follow it
    for (const auto& part : parts) {
        if (const auto* underlying = std::get_if<iso::UnderlyingGroup>(&part))
            group = underlying->group;
        const auto* status = std::get_if<iso::CancellationStatus>(&part);
        if (!status) continue;
        auto payment = PaymentOf(status->original);
        if (!payment) payment = PaymentOfMessageId(status->related_case.id);
        if (!payment) payment = of_case;
        const auto& code = !status->status.empty() ? status->status
                           : !group.status.empty() ? group.status
                                                   : whole;
        statements.push_back(
            {payment.value_or(core::PaymentId()),
             VerdictOf(kRecallCodes, code,
                       status->reasons.empty() ? group.reasons : status->reasons, id)});
    }
    if (!statements.empty()) return statements;
    auto payment = PaymentOfMessageId(group.message_id);
    if (!payment) payment = of_case;
    statements.push_back(
        {payment.value_or(core::PaymentId()),
         VerdictOf(kRecallCodes, group.status.empty() ? whole : group.status, group.reasons, id)});
    return statements;
}

// The rail could not read what it was sent, and did nothing.
Statements ReadReject(const std::vector<iso::Part>& parts) {
    const auto reference = The<iso::MessageReject>(parts).reference;
    const auto payment = PaymentOfMessageId(reference);
    const auto file = FileOfMessageId(reference);
    if (file)
        return {{core::PaymentId(),
                 {.kind = Kind::kRejected,
                  .message_id = reference,
                  .reason = {.code = "FF01"},
                  .not_taken = true},
                 file}};
    if (!payment) return {};
    const bool recall = reference != DeriveMessageId(*payment, MessageKind::kTransfer);
    return {{*payment,
             {.kind = recall ? Kind::kRecallRefused : Kind::kRejected,
              .message_id = reference,
              .reason = {.code = "FF01"},
              .not_taken = !recall}}};
}

}  // namespace

core::Result<Statements> ReadAnswer(const Participant& we, std::string_view content,
                                    AccountDay account_day) {
    const auto message = iso::ReadWholeMessage(content);
    if (!message.result.IsValid())
        return core::InvalidField("message", "is not valid by the schema of its kind");
    switch (message.result.type->kind) {
        case iso::MessageKind::kPacs002: return ReadStatuses(message.parts);
        case iso::MessageKind::kPacs004: return ReadReturns(message.parts);
        case iso::MessageKind::kCamt029: return ReadRecallAnswer(message.parts);
        case iso::MessageKind::kCamt054: return ReadNotification(we, message.parts);
        case iso::MessageKind::kCamt053:
            if (account_day == AccountDay::kIsAnswer) return ReadNotification(we, message.parts);
            break;
        case iso::MessageKind::kAdmi002: return ReadReject(message.parts);
        default: break;
    }
    return core::InvalidField("message", "is of no kind that a rail answers with");
}

}  // namespace clearway::settlement::rails::messages
