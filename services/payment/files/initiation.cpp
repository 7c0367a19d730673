// SPDX-License-Identifier: Apache-2.0
#include "services/payment/files/initiation.h"

#include <algorithm>
#include <map>

#include "iso20022/message_reader.h"
#include "iso20022/rules/message_rules.h"
#include "services/payment/files/transfer_terms.h"

namespace clearway::payment {
namespace {

using iso20022::CreditTransfer;
using iso20022::Finding;
using iso20022::Findings;
using iso20022::GroupHeader;
using iso20022::MessageKind;
using iso20022::PaymentBatch;

constexpr char kContent[] = "content";
constexpr std::size_t kFaultsTold = 20;

iso20022::ReadOptions OptionsOf(bool validate) {
    iso20022::ReadOptions options{.validate = validate};
    options.limits.document_bytes = kFileBytesMax;
    return options;
}

core::Error Faulty(std::string message) { return core::InvalidField(kContent, std::move(message)); }

// What one transaction is rejected for, and what the file is refused for, is told elsewhere.
bool IsOfContent(const Finding& finding) {
    constexpr std::string_view kJudgedHere[] = {"number_of_transactions",
                                                "control_sum",
                                                "iban_length",
                                                "iban_check_digits",
                                                "bic_form",
                                                "bic_country",
                                                "uetr_form"};
    return finding.severity == iso20022::Severity::kError &&
           std::ranges::find(kJudgedHere, finding.code) == std::end(kJudgedHere);
}

// A day begins at midnight UTC; one that has begun, or is over, is now.
core::Timestamp DueAt(const iso20022::DayOrTime& requested, core::Timestamp now) {
    const auto due = requested.time  ? *requested.time
                     : requested.day ? core::Timestamp(*requested.day)
                                     : now;
    return std::max(due, now);
}

// Tells how much of the content was taken.
xml::Source Counted(std::string_view content, const ReadSoFar& so_far) {
    auto text = xml::FromText(content);
    if (!so_far) return text;
    return [text = std::move(text), &so_far, taken = std::size_t{0}](std::span<char> room) mutable {
        const auto count = text(room);
        taken += count.value_or(0);
        so_far(taken);
        return count;
    };
}

class InitiationReader {
public:
    InitiationReader(const std::string& partner_id, core::Timestamp now)
        : partner_id_(partner_id), now_(now) {}

    void Take(const iso20022::Part& part) {
        rules_.Take(part);
        if (const auto* header = std::get_if<GroupHeader>(&part)) return TakeHeader(*header);
        if (const auto* batch = std::get_if<PaymentBatch>(&part)) {
            batch_ = *batch;
            ++batches_;
        }
        if (const auto* transfer = std::get_if<CreditTransfer>(&part)) TakeTransfer(*transfer);
    }

    void Tell(const Finding& finding) {
        if (!IsOfContent(finding) || faults_.size() == kFaultsTold) return;
        auto message = finding.message;
        if (finding.line > 0) message += " (line " + std::to_string(finding.line) + ")";
        faults_.push_back({kContent + finding.path, finding.code, std::move(message)});
    }

    core::Result<Initiation> Finish(const iso20022::ReadResult& result) {
        if (!faults_.empty())
            return core::Error{.code = core::ErrorCode::kInvalidArgument,
                               .detail = "content is no pain.001 that can be taken",
                               .field_errors = std::move(faults_)};
        if (!result.type || result.type->kind != MessageKind::kPain001)
            return Faulty("is another message than a pain.001");
        if (overflow_) return Faulty("has amounts whose sum is beyond 18 digits");
        if (initiation_.transactions > kFileEntriesMax)
            return Faulty("has more than 100,000 transactions");
        initiation_.message_type = result.type->name;
        rules_.Finish();
        for (const auto& finding : sums_.Kept()) Refuse(finding);
        return std::move(initiation_);
    }

private:
    void TakeHeader(const GroupHeader& header) {
        initiation_.message_id = header.message_id;
        initiation_.created = header.created;
        if (header.control_sum) initiation_.control_sum = header.control_sum->ToString();
    }

    void TakeTransfer(const CreditTransfer& transfer) {
        if (++initiation_.transactions > kFileEntriesMax) return;
        const auto& amount =
            transfer.instructed_amount ? transfer.instructed_amount : transfer.equivalent_amount;
        if (!amount) return;  // the content has a fault
        Sum(*amount);
        FileEntry entry{.position = static_cast<std::int32_t>(initiation_.transactions),
                        .batch = batches_,
                        .batch_id = batch_.id,
                        .instruction_id = transfer.instruction_id,
                        .end_to_end_id = transfer.end_to_end_id,
                        .amount = *amount,
                        .due_at = DueAt(batch_.requested_execution, now_),
                        .payment_id = {}};
        entry.payment_id = core::DerivePaymentId(partner_id_, KeyOf(initiation_.message_id, entry));
        Judge(transfer, entry);
        initiation_.entries.push_back(std::move(entry));
    }

    void Judge(const CreditTransfer& transfer, FileEntry& entry) const {
        const auto terms = TermsOf(batch_, transfer, partner_id_, entry.payment_id);
        if (const auto* reason = std::get_if<Reason>(&terms)) entry.reason = *reason;
        if (!entry.reason && entry.due_at > now_ + kDueWithin)
            entry.reason = Reason{"CH03", "The requested day is more than a year ahead."};
        if (entry.reason) entry.state = EntryState::kRejected;
    }

    // So that no later sum of them can be too large.
    void Sum(const core::Money& amount) {
        const auto code = std::string(amount.GetCurrency().Code());
        const auto [sum, first] = totals_.try_emplace(code, amount.MinorUnits());
        if (first) return;
        const auto more = core::AddMinor(sum->second, amount.MinorUnits());
        overflow_ = overflow_ || !more;
        if (more) sum->second = *more;
    }

    void Refuse(const Finding& finding) {
        const bool number = finding.code == "number_of_transactions";
        if (!number && finding.code != "control_sum") return;
        const auto where =
            finding.path.starts_with("/GrpHdr") ? " (group header)." : " (payment information).";
        const Reason reason =
            number ? Reason{"AM18", std::string("The number of transactions is wrong") + where}
                   : Reason{"AM10", std::string("The control sum is wrong") + where};
        auto& refusals = initiation_.refusals;
        if (std::ranges::find(refusals, reason) == refusals.end()) refusals.push_back(reason);
    }

    const std::string& partner_id_;
    const core::Timestamp now_;
    Initiation initiation_;
    PaymentBatch batch_;
    std::int32_t batches_ = 0;
    std::vector<core::FieldError> faults_;
    std::map<std::string, std::int64_t> totals_;
    bool overflow_ = false;
    // The reader's own look at the sums ends with the first fault of a field.
    Findings sums_;
    iso20022::MessageRules rules_{iso20022::WrittenType(MessageKind::kPain001), sums_};
};

}  // namespace

core::Result<Initiation> ReadInitiation(std::string_view content, const std::string& partner_id,
                                        core::Timestamp now, const ReadSoFar& so_far) {
    if (content.size() > kFileBytesMax) return Faulty("has more than 32 MiB");
    InitiationReader reader(partner_id, now);
    auto options = OptionsOf(true);
    options.tell = [&](const Finding& finding) { reader.Tell(finding); };
    const auto result = iso20022::ReadMessage(
        Counted(content, so_far), [&](iso20022::Part&& part) { reader.Take(part); }, options);
    return reader.Finish(result);
}

void ReadTransfers(std::string_view content, const TakeTransfer& take) {
    PaymentBatch batch;
    std::int32_t position = 0;
    bool more = true;
    const auto text = xml::FromText(content);
    const xml::Source source = [&](std::span<char> room) -> std::optional<std::size_t> {
        if (!more) return std::nullopt;
        return text(room);
    };
    const auto on_part = [&](iso20022::Part&& part) {
        if (auto* next = std::get_if<PaymentBatch>(&part)) batch = std::move(*next);
        const auto* transfer = std::get_if<CreditTransfer>(&part);
        if (transfer != nullptr && more) more = take(++position, batch, *transfer);
    };
    iso20022::ReadMessage(source, on_part, OptionsOf(false));
}

}  // namespace clearway::payment
