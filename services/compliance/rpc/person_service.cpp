// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/person_service.h"

#include "rpc/times.h"

namespace clearway::compliance {
namespace {

v1::PersonErasure ToProto(const Erasure& erasure) {
    v1::PersonErasure message;
    message.set_person_id(erasure.person.ToString());
    message.set_reason(static_cast<v1::ErasureReason>(erasure.reason));
    message.set_requested_by(erasure.requested_by);
    *message.mutable_requested_at() = rpc::ToTimestamp(erasure.requested_at);
    message.set_erased_by(erasure.erased_by);
    message.set_awaits_second_operator(!erasure.erased_at);
    if (erasure.erased_at) *message.mutable_erased_at() = rpc::ToTimestamp(*erasure.erased_at);
    return message;
}

}  // namespace

core::Result<ErasePerson> ReadErasePerson(const v1::ErasePersonRequest& request) {
    const auto person = core::Uuid::Parse(request.person_id());
    if (!person || person->IsNil()) return core::InvalidField("person_id", "must be a UUID");
    if (request.reason() < v1::ERASURE_REASON_REQUESTED ||
        request.reason() > v1::ERASURE_REASON_ORDERED)
        return core::InvalidField("reason", "must be requested, retention_ended or ordered");
    return ErasePerson{.person = *person,
                       .reason = static_cast<ErasureReason>(request.reason()),
                       .by = {},
                       .at = {}};
}

PersonServiceRpc::PersonServiceRpc(rpc::Adapter& adapter, Erasures& erasures,
                                   const core::Clock& clock)
    : Service(adapter, "clearway.compliance.v1.PersonService"), erasures_(erasures), clock_(clock) {
    Serve("ErasePerson", &PersonServiceRpc::Erase);
}

async::Task<core::Result<v1::PersonErasure>> PersonServiceRpc::Erase(
    rpc::CallContext& call, const v1::ErasePersonRequest& request) {
    auto command = ReadErasePerson(request);
    if (!command) co_return std::move(command).error();
    command->by = call.caller_id;
    command->at = clock_.Now();
    command->traceparent = call.trace.ToTraceparent();
    auto erasure = co_await erasures_.Submit(std::move(*command));
    if (!erasure) co_return std::move(erasure).error();
    co_return ToProto(*erasure);
}

}  // namespace clearway::compliance
