// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/rails/write_answer.h"

#include <map>
#include <stdexcept>

#include "core/digest.h"
#include "iso20022/message_writer.h"

namespace clearway::rail_simulator {
namespace {

using iso20022::MessageKind;
using iso20022::Part;

constexpr char kTransferName[] = "pacs.008.001.08";
constexpr char kSimulator[] = "Clearway rail simulator";
constexpr char kGivenBack[] = "CNCL";
constexpr char kRefused[] = "RJCR";
constexpr char kCancelled[] = "ACCR";

// 32 hexadecimal digits, the same for the same thing said.
std::string IdOf(const std::string& kind, const References& references,
                 const std::string& occasion) {
    const auto text = kind + "\n" + references.message_id + "\n" + references.transaction_id +
                      "\n" + references.uetr + "\n" + occasion;
    return core::ToHex(core::Sha256(text)).substr(0, 32);
}

Answer Write(MessageKind kind, std::string id, std::span<const Part> parts) {
    auto content = iso20022::WriteMessage(kind, parts);
    if (!content) throw std::logic_error("an answer of the rail: " + content.error().detail);
    return {.message_id = std::move(id),
            .type = std::string(iso20022::WrittenType(kind).name),
            .content = std::move(*content)};
}

std::string NameOf(const References& references) {
    return references.message_name.empty() ? kTransferName : references.message_name;
}

iso20022::OriginalTransaction OriginalOf(const References& references) {
    iso20022::OriginalTransaction original{.instruction_id = references.instruction_id,
                                           .end_to_end_id = references.end_to_end_id,
                                           .transaction_id = references.transaction_id,
                                           .uetr = references.uetr};
    if (!references.message_id.empty()) {
        original.message_id = references.message_id;
        original.message_name = NameOf(references);
    }
    return original;
}

std::vector<iso20022::Reason> Because(const std::string& code) {
    if (code.empty()) return {};
    return {{.reason = {.code = code}}};
}

iso20022::Date DayOf(core::Timestamp time) { return std::chrono::floor<std::chrono::days>(time); }

iso20022::TransactionStatus StatusPart(const Said& said, const std::string& status_id) {
    iso20022::TransactionStatus part{.status_id = status_id,
                                     .original = OriginalOf(said.references),
                                     .status = said.status.status,
                                     .reasons = Because(said.status.reason),
                                     .accepted = said.settled_at};
    if (said.settled_at) part.effective_settlement.day = DayOf(*said.settled_at);
    part.original.details.settlement_amount = said.amount;
    return part;
}

}  // namespace

Answer WriteStatus(std::span<const Said> said, const std::string& occasion, core::Timestamp now) {
    const auto& first = said.front().references;
    auto id = IdOf("status", first, occasion);
    std::vector<Part> parts = {iso20022::GroupHeader{.message_id = id, .created = now}};
    for (std::size_t i = 0; i < said.size(); ++i)
        parts.push_back(StatusPart(said[i], id.substr(0, 24) + "-" + std::to_string(i + 1)));
    return Write(MessageKind::kPacs002, std::move(id), parts);
}

Answer WriteFileStatus(const References& file, std::size_t payments, std::span<const Said> said,
                       core::Timestamp now) {
    auto id = IdOf("file", {.message_id = file.message_id}, "");
    std::vector<Status> statuses;
    std::map<std::string, std::uint64_t> counts;
    for (const auto& one : said) {
        statuses.push_back(one.status);
        ++counts[one.status.status];
    }
    iso20022::OriginalGroup group{.message_id = file.message_id,
                                  .message_name = NameOf(file),
                                  .number_of_transactions = payments,
                                  .status = GroupStatusOf(statuses)};
    for (const auto& [status, number] : counts)
        group.counts.push_back({.number = number, .status = status});
    std::vector<Part> parts = {iso20022::GroupHeader{.message_id = id, .created = now},
                               std::move(group)};
    for (std::size_t i = 0; i < said.size(); ++i) {
        auto part = StatusPart(said[i], id.substr(0, 24) + "-" + std::to_string(i + 1));
        part.original.message_id = part.original.message_name = "";  // the group's
        parts.push_back(std::move(part));
    }
    return Write(MessageKind::kPacs002, std::move(id), parts);
}

std::string ReturnIdOf(const References& references) { return IdOf("return id", references, ""); }

Answer WriteReturn(const Payment& payment, const std::string& reason, core::Timestamp now) {
    const auto& references = payment.order.references;
    auto id = IdOf("return", references, "");
    const auto amount = payment.Settled();
    iso20022::GroupHeader header{.message_id = id,
                                 .created = now,
                                 .number_of_transactions = 1,
                                 .total_returned_amount = amount,
                                 .settlement_date = DayOf(now),
                                 .settlement = {.method = "CLRG"}};
    iso20022::PaymentReturn back{.return_id = ReturnIdOf(references),
                                 .original = OriginalOf(references),
                                 .returned_amount = amount,
                                 .reasons = Because(reason)};
    back.original.settlement_amount = amount;
    const Part parts[] = {std::move(header), std::move(back)};
    return Write(MessageKind::kPacs004, std::move(id), parts);
}

Answer WriteRecallAnswer(const Recall& recall, const References& references,
                         const RecallAnswer& answer, core::Timestamp now) {
    auto id = IdOf("recall", references, recall.assignment_id);
    iso20022::CaseAssignment assignment{.id = id, .created = now};
    assignment.assigner.party.name = kSimulator;
    if (!recall.assigner_bic.empty())
        assignment.assignee.agent.bic = recall.assigner_bic;
    else
        assignment.assignee.party.name = recall.assigner_name;
    std::vector<Part> parts = {assignment};
    if (!recall.case_id.empty()) {
        iso20022::Case related{.id = recall.case_id};
        related.creator = assignment.assignee;
        parts.push_back(std::move(related));
    }
    parts.push_back(iso20022::Resolution{.confirmation = answer.granted ? kGivenBack : kRefused});
    parts.push_back(iso20022::UnderlyingGroup{
        .group = {.message_id = references.message_id, .message_name = NameOf(references)}});
    auto original = OriginalOf(references);
    original.message_id = original.message_name = "";  // the group's
    parts.push_back(iso20022::CancellationStatus{.status_id = id.substr(0, 24) + "-1",
                                                 .original = std::move(original),
                                                 .status = answer.granted ? kCancelled : kRefused,
                                                 .reasons = Because(answer.reason)});
    return Write(MessageKind::kCamt029, std::move(id), parts);
}

}  // namespace clearway::rail_simulator
