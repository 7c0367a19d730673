// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/peers/instruction_client.h"

#include "clearway/payment/v1/instruction_service.pb.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
namespace pb = clearway::payment::v1;

constexpr char kGetInstruction[] = "clearway.payment.v1.PaymentInstructionService.GetInstruction";
constexpr auto kLimit = 2'000ms;

}  // namespace

async::Task<core::Result<rails::Instruction>> InstructionClient::Get(rails::RailOrder order) {
    pb::GetInstructionRequest request;
    request.set_payment_id(order.payment.ToString());
    const rpc::CallContext call;
    auto calling = payment_.Call<pb::PaymentInstruction>(call, kLimit, kGetInstruction, request);
    auto told = co_await std::move(calling);
    if (!told) co_return std::move(told).error();
    std::vector<core::AccountId> wanted{order.debtor};
    auto finding = accounts_.ResolveAccounts(std::move(wanted));
    auto found = co_await std::move(finding);
    if (!found) co_return std::move(found).error();
    if (found->empty()) co_return core::ErrorCode::kAccountNotFound;
    auto& debtor = found->front();
    // A name changes by erasure alone; one that does not open for another reason may do so later.
    const bool opens = debtor.holder_erased || !debtor.holder_name.Empty();
    const bool order_opens = told->erased() || !told->creditor_name().empty();
    if (!opens || !order_opens) co_return core::ErrorCode::kInternal;
    using Text = core::Sensitive<std::string>;
    co_return rails::Instruction{.debtor_name = std::move(debtor.holder_name),
                                 .creditor_name = Text(told->creditor_name()),
                                 .creditor_iban = Text(told->creditor_iban()),
                                 .creditor_bic = told->creditor_bic(),
                                 .end_to_end_id = told->end_to_end_id(),
                                 .remittance_information = Text(told->remittance_information()),
                                 .erased = told->erased() || debtor.holder_erased};
}

}  // namespace clearway::settlement
