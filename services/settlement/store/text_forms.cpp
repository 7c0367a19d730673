// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/text_forms.h"

#include <array>
#include <stdexcept>
#include <string>

namespace clearway::settlement {
namespace {

constexpr std::array kAccountTypes{AccountType::kCustomer, AccountType::kMerchant,
                                   AccountType::kClearing, AccountType::kSettlement,
                                   AccountType::kSuspense, AccountType::kFees,
                                   AccountType::kRounding};
constexpr std::array kAccountStatuses{AccountStatus::kActive, AccountStatus::kClosed};
constexpr std::array kHoldStates{HoldState::kHeld,    HoldState::kPosted,  HoldState::kVoided,
                                 HoldState::kExpired, HoldState::kRefused, HoldState::kCommitted,
                                 HoldState::kReturned};

constexpr std::array kModels{SettlementModel::kGross, SettlementModel::kBilateralNet,
                             SettlementModel::kMultilateralNet};
constexpr std::array kWindowStates{WindowState::kOpen, WindowState::kClosed, WindowState::kSettling,
                                   WindowState::kSettled};

template <class Values>
auto ParseOneOf(const Values& values, std::string_view text) {
    for (const auto value : values) {
        if (TextOf(value) == text) return value;
    }
    throw std::runtime_error("unknown word in the ledger's tables: " + std::string(text));
}

}  // namespace

std::string_view TextOf(AccountType type) {
    switch (type) {
        case AccountType::kCustomer: return "customer";
        case AccountType::kMerchant: return "merchant";
        case AccountType::kClearing: return "clearing";
        case AccountType::kSettlement: return "settlement";
        case AccountType::kSuspense: return "suspense";
        case AccountType::kFees: return "fees";
        case AccountType::kRounding: return "rounding";
    }
    throw std::logic_error("no such account type");
}

std::string_view TextOf(AccountStatus status) {
    switch (status) {
        case AccountStatus::kActive: return "active";
        case AccountStatus::kClosed: return "closed";
    }
    throw std::logic_error("no such account status");
}

std::string_view TextOf(HoldState state) {
    switch (state) {
        case HoldState::kHeld: return "held";
        case HoldState::kPosted: return "posted";
        case HoldState::kVoided: return "voided";
        case HoldState::kExpired: return "expired";
        case HoldState::kRefused: return "refused";
        case HoldState::kCommitted: return "committed";
        case HoldState::kReturned: return "returned";
    }
    throw std::logic_error("no such hold state");
}

std::string_view TextOf(SettlementModel model) { return NameOf(model); }

std::string_view TextOf(WindowState state) { return NameOf(state); }

AccountType ParseAccountType(std::string_view text) { return ParseOneOf(kAccountTypes, text); }
AccountStatus ParseAccountStatus(std::string_view text) {
    return ParseOneOf(kAccountStatuses, text);
}
HoldState ParseHoldState(std::string_view text) { return ParseOneOf(kHoldStates, text); }
SettlementModel ParseSettlementModel(std::string_view text) { return ParseOneOf(kModels, text); }
WindowState ParseWindowState(std::string_view text) { return ParseOneOf(kWindowStates, text); }

core::Currency CurrencyOf(std::string_view code) {
    const auto currency = core::Currency::Parse(code);
    if (!currency) throw std::runtime_error("unknown currency in the ledger's tables");
    return *currency;
}

}  // namespace clearway::settlement
