// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/rails/read_request.h"

#include <set>

#include "iso20022/message_reader.h"

namespace clearway::rail_simulator {
namespace {

using iso20022::MessageKind;

constexpr std::size_t kBatchMax = 10'000;  // transactions of a file; a call carries fewer

// Collects the parts of one message.
class RequestReader {
public:
    explicit RequestReader(std::string_view type) : type_(type) {}

    void Take(iso20022::Part&& part) {
        std::visit([this](auto& held) { Take(held); }, part);
    }

    const std::string& MessageId() const { return message_id_; }
    std::vector<Order>& Orders() { return orders_; }
    bool LacksAmount() const { return lacks_amount_; }

    Enquiry TakeEnquiry() {
        if (about_.empty()) about_ = groups_;
        return {std::move(about_)};
    }
    Recall TakeRecall() {
        recall_.payments = about_.empty() ? std::move(groups_) : std::move(about_);
        return std::move(recall_);
    }

private:
    void Take(const iso20022::GroupHeader& header) { message_id_ = header.message_id; }
    void Take(const iso20022::CreditTransfer& transfer) {
        const auto& amount = transfer.settlement_amount;
        if (!amount || !amount->IsPositive()) {
            lacks_amount_ = true;
            return;
        }
        orders_.push_back({.references = {.message_id = message_id_,
                                          .message_name = std::string(type_),
                                          .instruction_id = transfer.instruction_id,
                                          .end_to_end_id = transfer.end_to_end_id,
                                          .transaction_id = transfer.transaction_id,
                                          .uetr = transfer.uetr},
                           .amount = *amount,
                           .creditor_name = transfer.creditor.Name(),
                           .creditor_iban = transfer.creditor_account.Number()});
    }
    void Take(const iso20022::OriginalGroup& group) {
        groups_.push_back({.message_id = group.message_id, .message_name = group.message_name});
    }
    void Take(const iso20022::UnderlyingGroup& underlying) {
        if (!underlying.group.message_id.empty()) Take(underlying.group);
    }
    void Take(const iso20022::StatusRequest& request) { Add(request.original); }
    void Take(const iso20022::CancellationRequest& request) { Add(request.original); }
    void Take(const iso20022::CaseAssignment& assignment) {
        message_id_ = recall_.assignment_id = assignment.id;
        recall_.assigner_bic = assignment.assigner.agent.bic;
        recall_.assigner_name = assignment.assigner.Name();
    }
    void Take(const iso20022::Case& related) { recall_.case_id = related.id; }
    template <class Other>
    void Take(const Other&) {}

    void Add(const iso20022::OriginalTransaction& original) {
        References references{.message_id = original.message_id,
                              .message_name = original.message_name,
                              .instruction_id = original.instruction_id,
                              .end_to_end_id = original.end_to_end_id,
                              .transaction_id = original.transaction_id,
                              .uetr = original.uetr};
        if (references.message_id.empty() && !groups_.empty()) {
            references.message_id = groups_.back().message_id;
            references.message_name = groups_.back().message_name;
        }
        about_.push_back(std::move(references));
    }

    std::string_view type_;
    std::string message_id_;
    std::vector<Order> orders_;
    std::vector<References> groups_;
    std::vector<References> about_;
    Recall recall_;
    bool lacks_amount_ = false;
};

core::Error Refuse(const char* field, std::string what) {
    return core::InvalidField(field, std::move(what));
}

core::Error FaultOf(const iso20022::Findings& findings) {
    for (const auto& finding : findings.Kept())
        if (finding.severity == iso20022::Severity::kError)
            return Refuse("content", "is no message of its type: " + finding.message +
                                         (finding.path.empty() ? "" : " at " + finding.path));
    return Refuse("content", "is no message of its type");
}

core::Result<Request> ReadTransfers(std::string_view rail, RequestReader& reader) {
    auto& orders = reader.Orders();
    if (reader.LacksAmount()) return Refuse("content", "must have an IntrBkSttlmAmt above zero");
    if (orders.empty() || orders.size() > (rail == kInstant ? 1 : kBatchMax))
        return Refuse("content", rail == kInstant ? "must hold one transaction"
                                                  : "must hold 1 to 10000 transactions");
    std::set<std::string_view> ids;
    for (const auto& order : orders)
        if (order.references.transaction_id.empty() ||
            !ids.insert(order.references.transaction_id).second)
            return Refuse("content", "must have a TxId of its own for each transaction");
    return Request(TransferRequest{std::move(orders)});
}

}  // namespace

core::Result<Request> ReadRequest(std::string_view rail, std::string_view message_id,
                                  std::string_view type, std::string_view content) {
    RequestReader reader(type);
    const auto result = iso20022::ReadMessage(
        xml::FromText(content), [&](iso20022::Part&& part) { reader.Take(std::move(part)); });
    if (!result.IsValid()) return FaultOf(result.findings);
    if (result.type->name != type) return Refuse("type", "must be that of the content");
    if (reader.MessageId() != message_id)
        return Refuse("message_id", "must be that of the content");
    switch (result.type->kind) {
        case MessageKind::kPacs008: return ReadTransfers(rail, reader);
        case MessageKind::kPacs028: {
            auto enquiry = reader.TakeEnquiry();
            if (enquiry.payments.empty()) return Refuse("content", "must name a payment");
            return Request(std::move(enquiry));
        }
        case MessageKind::kCamt056: {
            auto recall = reader.TakeRecall();
            if (recall.payments.empty()) return Refuse("content", "must name a payment");
            return Request(std::move(recall));
        }
        default: return Refuse("type", "must be a pacs.008, pacs.028 or camt.056");
    }
}

}  // namespace clearway::rail_simulator
