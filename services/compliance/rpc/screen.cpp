// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/screen.h"

#include "services/compliance/rpc/case_messages.h"

namespace clearway::compliance {
namespace {

void AddFault(core::Error& faults, std::string field, std::string message) {
    auto fault = core::InvalidField(std::move(field), std::move(message));
    if (faults.detail.empty()) faults.detail = fault.detail;
    faults.field_errors.push_back(std::move(fault.field_errors.front()));
}

void ReadParty(const v1::ScreenedParty& party, const std::string& field, ScreenCommand& command,
               core::Error& faults) {
    const auto role = ReadRole(party.role());
    if (!role) AddFault(faults, field + ".role", "A party is debtor or creditor.");
    // An empty name is nobody's mistake: its owner was erased. It cannot be read, which is a hit.
    if (party.name().size() > kNameBytesMax)
        AddFault(faults, field + ".name", "A name has at most 1024 bytes.");
    if (role) command.parties.push_back({*role, core::Sensitive<std::string>(party.name())});
}

v1::ScreenResponse ToProto(const ScreenAnswer& answer) {
    v1::ScreenResponse response;
    response.set_outcome(answer.hit ? v1::SCREENING_OUTCOME_HIT : v1::SCREENING_OUTCOME_CLEAR);
    if (answer.case_id) response.set_case_id(answer.case_id->ToString());
    response.set_list_version(answer.list_version);
    return response;
}

}  // namespace

core::Result<ScreenCommand> ReadScreenRequest(const v1::ScreenRequest& request) {
    core::Error faults{.code = core::ErrorCode::kInvalidArgument};
    const auto payment = core::PaymentId::Parse(request.payment_id());
    if (!payment) AddFault(faults, "payment_id", "A payment id is a UUID.");
    if (request.parties_size() < 1 || request.parties_size() > kPartiesMax)
        AddFault(faults, "parties", "A payment has 1 to 8 parties to screen.");
    ScreenCommand command{.payment = payment.value_or(core::PaymentId()), .parties = {}};
    for (int i = 0; i < request.parties_size() && i < kPartiesMax; ++i)
        ReadParty(request.parties(i), "parties[" + std::to_string(i) + "]", command, faults);
    if (!faults.field_errors.empty()) return faults;
    return command;
}

async::Task<core::Result<v1::ScreenResponse>> Screen(ScreenPayment& screen, rpc::CallContext& call,
                                                     const v1::ScreenRequest& request) {
    auto command = ReadScreenRequest(request);
    if (!command) co_return std::move(command).error();
    command->traceparent = call.trace.ToTraceparent();
    auto answer = co_await screen.Run(std::move(*command));
    if (!answer) co_return std::move(answer).error();
    co_return ToProto(*answer);
}

}  // namespace clearway::compliance
