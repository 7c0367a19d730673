// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/bic.h"
#include "core/country.h"
#include "core/iban.h"
#include "core/page_token.h"
#include "services/payment/rpc/payment_messages.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;
using core::InvalidField;
using core::Result;

constexpr std::size_t kNameMax = 140;
constexpr std::size_t kEndToEndIdMax = 35;
constexpr std::size_t kRemittanceMax = 140;
constexpr std::size_t kDeviceMax = 64;
constexpr std::int32_t kPageSizeDefault = 50;
constexpr std::int32_t kPageSizeMax = 200;

// Characters of UTF-8 text: bytes that do not continue another.
std::size_t Characters(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool HasControl(const std::string& text) {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<core::Error> CheckText(const std::string& text, std::size_t characters_max,
                                     std::string field) {
    if (Characters(text) > characters_max)
        return InvalidField(std::move(field),
                            "must have at most " + std::to_string(characters_max) + " characters");
    if (HasControl(text)) return InvalidField(std::move(field), "must not have control characters");
    return std::nullopt;
}

Result<ExternalParty> ReadExternal(const v1::Creditor& creditor) {
    if (creditor.name().find_first_not_of(' ') == std::string::npos)
        return InvalidField("creditor.name", "an account_id, or a name and country, is required");
    if (auto error = CheckText(creditor.name(), kNameMax, "creditor.name")) return *error;
    if (!core::IsCountryCode(creditor.country()))
        return InvalidField("creditor.country", "must be an ISO 3166-1 alpha-2 code, e.g. DE");
    if (!creditor.iban().empty() && !core::IsIban(creditor.iban()))
        return InvalidField("creditor.iban", "is not a valid IBAN");
    if (!creditor.bic().empty() && !core::IsBic(creditor.bic()))
        return InvalidField("creditor.bic", "is not a valid BIC");
    return ExternalParty{.name = core::Sensitive(creditor.name()),
                         .country = creditor.country(),
                         .iban = core::Sensitive(creditor.iban()),
                         .bic = creditor.bic()};
}

std::optional<core::Error> ReadCreditor(const v1::Creditor& creditor, Terms& terms) {
    if (creditor.account_id().empty()) {
        auto external = ReadExternal(creditor);
        if (!external) return external.error();
        terms.external_creditor = std::move(*external);
        return std::nullopt;
    }
    if (!creditor.name().empty() || !creditor.country().empty() || !creditor.iban().empty() ||
        !creditor.bic().empty())
        return InvalidField("creditor", "give either an account_id or a party, not both");
    terms.creditor = core::AccountId::Parse(creditor.account_id());
    if (!terms.creditor) return InvalidField("creditor.account_id", "must be a UUID");
    return std::nullopt;
}

std::optional<core::Error> CheckTexts(const v1::CreatePaymentRequest& request) {
    if (auto error = CheckText(request.end_to_end_id(), kEndToEndIdMax, "end_to_end_id"))
        return error;
    if (auto error =
            CheckText(request.remittance_information(), kRemittanceMax, "remittance_information"))
        return error;
    if (auto error = CheckText(request.device_id(), kDeviceMax, "device_id")) return error;
    return CheckText(request.terminal_id(), kDeviceMax, "terminal_id");
}

template <class Request, class Filter>
std::optional<core::Error> ReadPage(const Request& request, Filter& filter) {
    const auto page_size = request.page_size() == 0 ? kPageSizeDefault : request.page_size();
    if (page_size < 1 || page_size > kPageSizeMax)
        return InvalidField("page_size", "must be 1 to 200");
    filter.page_size = static_cast<std::size_t>(page_size);
    const auto after = core::ReadPageToken(request.page_token());
    if (!after) return after.error();
    filter.after = *after;
    return std::nullopt;
}

}  // namespace

Result<Terms> ReadTerms(const v1::CreatePaymentRequest& request, const std::string& partner_id,
                        const std::string& idempotency_key) {
    const auto debtor = core::AccountId::Parse(request.debtor().account_id());
    if (!debtor) return InvalidField("debtor.account_id", "must be a UUID");
    const auto amount =
        core::ParseAmount(request.amount().currency(), request.amount().value(), "amount");
    if (!amount) return amount.error();
    if (auto error = CheckTexts(request)) return *error;
    Terms terms{.payment_id = core::DerivePaymentId(partner_id, idempotency_key),
                .partner_id = partner_id,
                .debtor = *debtor,
                .creditor = {},
                .amount = *amount,
                .end_to_end_id = request.end_to_end_id(),
                .remittance_information = core::Sensitive(request.remittance_information()),
                .automatic_capture = request.capture() != v1::CAPTURE_MODE_MANUAL,
                .device_id = request.device_id(),
                .terminal_id = request.terminal_id()};
    if (auto error = ReadCreditor(request.creditor(), terms)) return *error;
    return terms;
}

Result<core::PaymentId> ReadPaymentId(const std::string& text) {
    const auto id = core::PaymentId::Parse(text);
    if (!id) return ErrorCode::kPaymentNotFound;
    return *id;
}

Result<PaymentFilter> ReadFilter(const v1::ListPaymentsRequest& request,
                                 const std::string& partner_id) {
    PaymentFilter filter{.partner_id = partner_id};
    if (request.status() != v1::PAYMENT_STATUS_UNSPECIFIED)
        filter.status = static_cast<Status>(request.status());
    if (!request.account_id().empty()) {
        filter.account = core::AccountId::Parse(request.account_id());
        if (!filter.account) return InvalidField("account_id", "must be a UUID");
    }
    if (auto error = ReadPage(request, filter)) return std::move(*error);
    return filter;
}

Result<IbanFilter> ReadIbanFilter(const v1::FindPaymentsRequest& request) {
    std::string iban;
    for (const char c : request.creditor_iban())
        if (c != ' ') iban.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    if (!core::IsIban(iban)) return InvalidField("creditor_iban", "is not a valid IBAN");
    IbanFilter filter{.iban = core::Sensitive(std::move(iban))};
    if (auto error = ReadPage(request, filter)) return std::move(*error);
    return filter;
}

Result<std::optional<core::Money>> ReadCaptureAmount(const v1::CapturePaymentRequest& request) {
    if (!request.has_amount()) return std::optional<core::Money>();
    const auto amount =
        core::ParseAmount(request.amount().currency(), request.amount().value(), "amount");
    if (!amount) return amount.error();
    return std::optional<core::Money>(*amount);
}

}  // namespace clearway::payment
