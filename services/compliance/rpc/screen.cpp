// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/screen.h"

#include "services/compliance/rpc/case_messages.h"

namespace clearway::compliance {
namespace {

static_assert(static_cast<int>(PayerOutcome::kNoParty) == v1::PAYER_OUTCOME_UNSPECIFIED);
static_assert(static_cast<int>(PayerOutcome::kAllowed) == v1::PAYER_OUTCOME_ALLOWED);
static_assert(static_cast<int>(PayerOutcome::kLimitExceeded) == v1::PAYER_OUTCOME_LIMIT_EXCEEDED);
static_assert(static_cast<int>(PayerOutcome::kNotVerified) == v1::PAYER_OUTCOME_NOT_VERIFIED);

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
    const auto record = PartyId::Parse(party.party_id());
    if (!record && !party.party_id().empty())
        AddFault(faults, field + ".party_id", "must be a UUID");
    const auto person = core::Uuid::Parse(party.person_id());
    if (!person && !party.person_id().empty())
        AddFault(faults, field + ".person_id", "must be a UUID");
    if (role)
        command.parties.push_back({.role = *role,
                                   .name = core::Sensitive<std::string>(party.name()),
                                   .country = party.country(),
                                   .party = record,
                                   .person = person});
}

void ReadAmount(const v1::ScreenRequest& request, ScreenCommand& command, core::Error& faults) {
    if (!request.has_amount()) return;
    const auto currency = core::Currency::Parse(request.amount().currency());
    if (!currency || request.amount().minor_units() <= 0)
        AddFault(faults, "amount", "must be above zero, in a currency of ISO 4217");
    else
        command.amount = core::Money(*currency, request.amount().minor_units());
}

v1::ScreenResponse ToProto(const ScreenAnswer& answer) {
    v1::ScreenResponse response;
    response.set_outcome(answer.hit ? v1::SCREENING_OUTCOME_HIT : v1::SCREENING_OUTCOME_CLEAR);
    if (answer.case_id) response.set_case_id(answer.case_id->ToString());
    response.set_list_version(answer.list_version);
    response.set_payer(static_cast<v1::PayerOutcome>(answer.payer));
    return response;
}

}  // namespace

core::Result<ScreenCommand> ReadScreenRequest(const v1::ScreenRequest& request) {
    core::Error faults{.code = core::ErrorCode::kInvalidArgument};
    const auto payment = core::PaymentId::Parse(request.payment_id());
    if (!payment) AddFault(faults, "payment_id", "A payment id is a UUID.");
    if (request.parties_size() < 1 || request.parties_size() > kPartiesMax)
        AddFault(faults, "parties", "A payment has 1 to 8 parties to screen.");
    ScreenCommand command{.payment = payment.value_or(core::PaymentId()),
                          .partner_id = request.partner_id(),
                          .parties = {},
                          .text = core::Sensitive<std::string>(request.remittance_information())};
    ReadAmount(request, command, faults);
    if (request.remittance_information().size() > kTextBytesMax)
        AddFault(faults, "remittance_information", "must have 1024 bytes at most");
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
