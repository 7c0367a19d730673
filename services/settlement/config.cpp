// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/config.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "host/service.h"
#include "services/settlement/rails/adapters.h"
#include "services/settlement/rails/outgoing_way.h"
#include "services/settlement/rails/routing_file.h"

namespace clearway::settlement {
namespace {

constexpr char kModels[] = "CLEARWAY_SETTLEMENT_MODELS";
constexpr char kFees[] = "CLEARWAY_SETTLEMENT_FEES";
constexpr char kCutOffs[] = "CLEARWAY_SETTLEMENT_CUT_OFFS";
constexpr char kRoutingTable[] = "CLEARWAY_ROUTING_TABLE";
constexpr char kRailEndpoint[] = "CLEARWAY_RAIL_ENDPOINT";
constexpr char kRailPeer[] = "CLEARWAY_RAIL_PEER";
constexpr char kRailKeepDays[] = "CLEARWAY_RAIL_KEEP_DAYS";
// A rail may give back what it settled, or be asked about it, for 13 months.
constexpr int kRailKeepDaysLeast = 400;
constexpr char kSandbox[] = "CLEARWAY_SANDBOX";

// "EUR=gross,USD=bilateral_net": each currency and what is said of it. False: a part is no such
// pair.
template <class Take>
bool ReadPairs(std::string_view text, Take take) {
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto pair = text.substr(0, comma);
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) return false;
        const auto currency = core::Currency::Parse(pair.substr(0, equals));
        if (!currency || !take(*currency, pair.substr(equals + 1))) return false;
    }
    return true;
}

// "16:30".
std::optional<std::chrono::minutes> ParseTime(std::string_view text) {
    const auto digit = [&](std::size_t place) { return text[place] - '0'; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    for (const std::size_t place : {0, 1, 3, 4}) {
        if (digit(place) < 0 || digit(place) > 9) return std::nullopt;
    }
    const auto hour = digit(0) * 10 + digit(1);
    const auto minute = digit(3) * 10 + digit(4);
    if (hour > 23 || minute > 59) return std::nullopt;
    return std::chrono::minutes(hour * 60 + minute);
}

}  // namespace

WindowSettings WindowSettings::Read(config::Environment& environment) {
    WindowSettings settings;
    const auto models = environment.Text(kModels, "");
    const bool models_fit = ReadPairs(models, [&](const core::Currency& currency, auto name) {
        const auto model = ParseModel(name);
        if (model) settings.models.by_currency.insert_or_assign(currency, *model);
        return model.has_value();
    });
    if (!models_fit) {
        environment.Fault(kModels, "must be like EUR=gross,USD=bilateral_net,GBP=multilateral_net");
    }
    const auto cut_offs = environment.Text(kCutOffs, "");
    const bool cut_offs_fit = ReadPairs(cut_offs, [&](const core::Currency& currency, auto text) {
        const auto time = ParseTime(text);
        if (time) settings.cut_offs[currency].insert(*time);
        return time.has_value();
    });
    if (!cut_offs_fit) environment.Fault(kCutOffs, "must be like EUR=10:00,EUR=16:30,USD=18:00");
    const auto fees = environment.Text(kFees, "");
    const bool fees_fit = ReadPairs(fees, [&](const core::Currency& currency, auto text) {
        const auto fee = core::ParseAmount(currency.Code(), text, "fee");
        if (!fee || !fee->IsPositive()) return false;
        return settings.fees.emplace(currency, *fee).second;
    });
    if (!fees_fit) environment.Fault(kFees, "must be like EUR=25.00,JPY=3000, each above zero");
    return settings;
}

RailSettings RailSettings::Read(config::Environment& environment) {
    RailSettings settings;
    if (environment.Text(kRoutingTable, "").empty()) return settings;
    std::ifstream file(environment.File(kRoutingTable));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto read = rails::ReadRoutingFile(text);
    for (const auto& fault : read.faults) environment.Fault(kRoutingTable, fault);
    settings.table = std::move(read.table);
    if (settings.table)
        for (const auto& fault : rails::MakeRails(*settings.table).faults)
            environment.Fault(kRoutingTable, fault);
    settings.payment = host::PeerAddress(environment, "payment");
    const auto keep = environment.Integer(kRailKeepDays, kRailKeepDaysLeast, 0, 36'500);
    if (keep > 0 && keep < kRailKeepDaysLeast)
        environment.Fault(kRailKeepDays, "must be 0 (for ever) or 400 or more");
    settings.keep = std::chrono::days(keep);
    if (settings.table && std::ranges::all_of(settings.table->rails, &rails::IsOurBook))
        return settings;
    settings.endpoint = environment.Address(kRailEndpoint).ToString();
    settings.peer = environment.Text(kRailPeer, "rail_simulator");
    return settings;
}

bool ReadSandbox(config::Environment& environment) {
    const auto text = environment.Text(kSandbox, "off");
    if (text != "on" && text != "off") environment.Fault(kSandbox, "must be on or off");
    return text == "on";
}

std::pair<std::string, std::string> SandboxHelp() {
    return {kSandbox,
            "on: partners may credit accounts from nothing; off. Never on with real money"};
}

std::vector<std::pair<std::string, std::string>> RailSettingsHelp() {
    return {{kRoutingTable, "file, rails and rules by which payments leave; none leaves"},
            {kRailEndpoint, "host:port of the rails, where the table names one that is not ours"},
            {kRailPeer, "whose certificate the rails have; rail_simulator"},
            {kRailKeepDays, "days that decided payments at rails are kept; 400, 0 for ever"},
            {"CLEARWAY_PEER_PAYMENT", "host:port of the payment service, with a routing table"}};
}

std::vector<std::pair<std::string, std::string>> WindowSettingsHelp() {
    return {{kModels,
             "how windows settle, by currency: EUR=gross,USD=bilateral_net; as they did before"},
            {kCutOffs,
             "when windows close each day, UTC, by currency: EUR=10:00,EUR=16:30; by hand alone"},
            {kFees, "what a window costs those who take part, by currency: EUR=25.00; nothing"}};
}

}  // namespace clearway::settlement
