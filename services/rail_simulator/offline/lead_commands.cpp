// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/offline/lead_commands.h"

#include <boost/json.hpp>
#include <iostream>

#include "cli/arguments.h"
#include "cli/bounded_file.h"
#include "services/rail_simulator/offline/database.h"
#include "services/rail_simulator/offline/duration.h"
#include "services/rail_simulator/rules/scenario_file.h"
#include "services/rail_simulator/store/payment_rows.h"
#include "services/rail_simulator/store/settings.h"

namespace clearway::rail_simulator {
namespace {

namespace json = boost::json;

constexpr char kScenarioHelp[] =
    R"(Usage: clearway-rail-simulator scenario FILE [--check] [--json]
       clearway-rail-simulator scenario --none [--json]

Loads the rules of FILE: they apply to messages that are taken from now on, before the documented amounts.
A file with a fault changes nothing, and every fault is listed. docs/rail_simulator.md has the format.

  --check   read the file and say whether it is good; no database is needed
  --none    the documented amounts alone, as at the beginning
  --json    print the result as JSON

The database is the one that CLEARWAY_DATABASE_URL names.

Exit codes: 0 done, 1 failure or a fault in the file, 2 wrong usage.
)";

constexpr char kTurnHelp[] = R"(Usage: clearway-rail-simulator turn-clock +3d [--json]

Turns the simulator's clock forward by days (d), hours (h), minutes (m) or seconds (s), 366 days at most.
What falls due by that is done at once: answers, returns, cycles. The clock never goes back; +0s tells it.

  --json    print the time as JSON

The database is the one that CLEARWAY_DATABASE_URL names; a simulator that runs follows within a second.

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

constexpr char kPaymentsHelp[] =
    R"(Usage: clearway-rail-simulator payments [--after NUMBER] [--max COUNT] [--json]

Lists the payments that the simulator took, in that order: number, rail, transaction id, state, reason,
amount and the rule that applied. Parties are not shown.

  --after NUMBER  only those behind this number (0)
  --max COUNT     1 to 1000 (100)
  --json          a JSON object a line

The database is the one that CLEARWAY_DATABASE_URL names.

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

int WrongUse(std::string_view command, const std::string& fault, std::string_view help) {
    std::cerr << "clearway-rail-simulator " << command << ": " << fault << ".\n\n" << help;
    return kWrongUse;
}

int LoadText(const std::string& text, bool check, bool as_json) {
    const auto file = ReadScenarioFile(text);
    if (!file.faults.empty()) {
        if (as_json) {
            json::array faults;
            for (const auto& fault : file.faults) faults.push_back(json::string(fault));
            std::cout << json::serialize(json::object{{"faults", std::move(faults)}}) << '\n';
        }
        for (const auto& fault : file.faults) std::cerr << fault << '\n';
        return kFailed;
    }
    const auto rules = file.scenario.rules.size();
    json::object result{{"rules", rules}};
    if (!check)
        result["version"] = InDatabase(
            [&](postgres::Transaction& transaction) { return AddScenario(transaction, text); });
    if (as_json)
        std::cout << json::serialize(result) << '\n';
    else
        std::cout << rules << (check ? " rules, no fault\n" : " rules apply from now on\n");
    return kDone;
}

json::object JsonOf(const Payment& payment) {
    const auto& references = payment.order.references;
    return {{"number", payment.number},
            {"rail", payment.rail},
            {"participant", payment.participant},
            {"message_id", references.message_id},
            {"transaction_id", references.transaction_id},
            {"uetr", references.uetr},
            {"end_to_end_id", references.end_to_end_id},
            {"state", json::string(NameOf(payment.state))},
            {"reason", payment.reason},
            {"rule", payment.manner.rule},
            {"currency", json::string(payment.order.amount.GetCurrency().Code())},
            {"minor_units", payment.order.amount.MinorUnits()}};
}

void PrintPayment(const Payment& payment) {
    std::cout << payment.number << "  " << payment.rail << "  "
              << payment.order.references.transaction_id << "  " << NameOf(payment.state)
              << (payment.reason.empty() ? "" : " ") << payment.reason << "  "
              << core::FormatDecimal(payment.order.amount) << ' '
              << payment.order.amount.GetCurrency().Code() << "  " << payment.manner.rule << '\n';
}

}  // namespace

int RunScenario(std::span<const std::string> words) {
    const bool has_file = !words.empty() && !words.front().starts_with("-");
    const auto arguments =
        cli::ReadArguments(words.subspan(has_file ? 1 : 0), {}, {"--check", "--none", "--json"});
    if (arguments.help) {
        std::cout << kScenarioHelp;
        return kDone;
    }
    if (!arguments.fault.empty()) return WrongUse("scenario", arguments.fault, kScenarioHelp);
    if (has_file == arguments.Has("--none"))
        return WrongUse("scenario", "a file is needed, or --none", kScenarioHelp);
    return Guarded("scenario", [&] {
        std::string text;
        if (has_file) {
            auto file = cli::ReadBoundedFile(words.front(), kScenarioBytesMax);
            if (!file.text) throw std::runtime_error(words.front() + " " + file.fault);
            text = std::move(*file.text);
        }
        return LoadText(text, arguments.Has("--check"), arguments.Has("--json"));
    });
}

int RunTurnClock(std::span<const std::string> words) {
    const bool has_time = !words.empty() && words.front().starts_with("+");
    const auto arguments = cli::ReadArguments(words.subspan(has_time ? 1 : 0), {}, {"--json"});
    if (arguments.help) {
        std::cout << kTurnHelp;
        return kDone;
    }
    if (!arguments.fault.empty()) return WrongUse("turn-clock", arguments.fault, kTurnHelp);
    const auto forward = has_time ? ParseForward(words.front()) : std::nullopt;
    if (!forward) return WrongUse("turn-clock", "a time is needed, as +3d", kTurnHelp);
    return Guarded("turn-clock", [&] {
        const auto ahead = InDatabase([&](postgres::Transaction& transaction) {
            TurnClockForward(transaction, *forward);
            return ReadSetting(transaction).ahead;
        });
        const auto now = core::FormatRfc3339(core::SystemClock().Now() + ahead);
        if (arguments.Has("--json"))
            std::cout << json::serialize(json::object{{"now", now}}) << '\n';
        else
            std::cout << "the simulator's clock says " << now << '\n';
        return kDone;
    });
}

int RunPayments(std::span<const std::string> words) {
    const auto arguments = cli::ReadArguments(words, {"--after", "--max"}, {"--json"});
    if (arguments.help) {
        std::cout << kPaymentsHelp;
        return kDone;
    }
    if (!arguments.fault.empty()) return WrongUse("payments", arguments.fault, kPaymentsHelp);
    const auto after = arguments.Number("--after", 0, 0, std::numeric_limits<std::int64_t>::max());
    const auto max = arguments.Number("--max", 100, 1, 1000);
    if (!after) return WrongUse("payments", "--after takes a number", kPaymentsHelp);
    if (!max) return WrongUse("payments", "--max takes a number from 1 to 1000", kPaymentsHelp);
    return Guarded("payments", [&] {
        const auto payments = InDatabase([&](postgres::Transaction& transaction) {
            return ListPayments(transaction, *after, static_cast<int>(*max));
        });
        for (const auto& payment : payments) {
            if (arguments.Has("--json"))
                std::cout << json::serialize(JsonOf(payment)) << '\n';
            else
                PrintPayment(payment);
        }
        return kDone;
    });
}

}  // namespace clearway::rail_simulator
