// SPDX-License-Identifier: Apache-2.0
#include "services/audit/peers/shown_fact.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <array>
#include <memory>

#include "clearway/compliance/v1/compliance_events.pb.h"
#include "clearway/fraud/v1/fraud_events.pb.h"
#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/reconciliation/v1/reconciliation_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"

namespace clearway::audit {

namespace {

namespace protobuf = google::protobuf;

// A linker leaves out the descriptors of files that nobody names.
const protobuf::DescriptorPool& LinkedFacts() {
    static const std::array kFiles{payment::v1::PaymentSettled::descriptor()->file(),
                                   settlement::v1::TransferPosted::descriptor()->file(),
                                   fraud::v1::PaymentAssessed::descriptor()->file(),
                                   compliance::v1::CaseOpened::descriptor()->file(),
                                   reconciliation::v1::PaymentReconciled::descriptor()->file()};
    return *kFiles.front()->pool();
}

}  // namespace

std::string ShownFact(const std::string& type, const std::string& payload) {
    const auto* descriptor = LinkedFacts().FindMessageTypeByName(type);
    if (descriptor == nullptr) return {};
    const std::unique_ptr<protobuf::Message> message(
        protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
    if (!message->ParseFromString(payload)) return {};
    protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    std::string shown;
    const auto status = protobuf::util::MessageToJsonString(*message, &shown, options);
    return status.ok() ? shown : std::string();
}

}  // namespace clearway::audit
