// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/fraud_load/requests.h"

#include "core/uuid.h"

namespace clearway::fraud_load {
namespace {

// Namespace of the parties' ids; any fixed UUID serves.
constexpr core::Uuid kParties(core::Uuid::Bytes{0x2d, 0x64, 0x91, 0x0b, 0x7c, 0x3e, 0x4a, 0x18,
                                                0xb2, 0x6f, 0x50, 0x9d, 0xe1, 0x07, 0x38, 0xc4});

constexpr int kPayersAPayee = 4;
// Minor units. The rule payer_sum_24h of the default policy holds what is above ten million major
// units a day for review.
constexpr std::int64_t kSmall = 500, kSpread = 20'000, kHuge = 1'000'000'100;

std::string IdOf(const std::string& kind, int number) {
    return core::Uuid::Derive(kParties, kind + std::to_string(number)).ToString();
}

}  // namespace

Requests::Requests(const Options& options)
    : currency_(options.currency), explained_(options.explained) {
    const std::string kind = explained_ ? "explained " : "plain ";
    const int payees = 1 + options.parties / kPayersAPayee;
    for (int i = 0; i < options.parties; ++i)
        parties_.push_back({.payer = IdOf(kind + "payer ", i),
                            .payee = IdOf(kind + "payee ", i % payees),
                            .device = kind + "device " + std::to_string(i)});
}

fraud::v1::ScoreRequest Requests::At(std::int64_t number, core::Timestamp now) {
    const auto& parties = parties_[static_cast<std::size_t>(number) % parties_.size()];
    fraud::v1::ScoreRequest request;
    request.set_payment_id(ids_.Next().ToString());
    request.set_partner_id("acme");
    request.set_debtor_account_id(parties.payer);
    request.set_creditor_reference(parties.payee);
    request.set_device_id(parties.device);
    request.mutable_amount()->set_currency(currency_);
    request.mutable_amount()->set_minor_units((explained_ ? kHuge : kSmall) +
                                              number * 7'919 % kSpread);
    const auto micros = core::ToMicros(now);
    request.mutable_created_at()->set_seconds(micros / 1'000'000);
    request.mutable_created_at()->set_nanos(static_cast<std::int32_t>(micros % 1'000'000) * 1'000);
    return request;
}

}  // namespace clearway::fraud_load
