// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/offline/verify_command.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <ostream>
#include <stdexcept>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "config/environment.h"
#include "services/settlement/store/verify_books.h"

namespace clearway::settlement {
namespace {

namespace json = boost::json;

constexpr char kHelp[] =
    R"(Usage: clearway-settlement verify [--json]

Proves the books from the tables alone: the trial balance of each currency is zero, what is held is
the sum of the open holds, every transfer between participants is in exactly one window, the flows of
each window are the sums of its transfers, positions are the sums of the flows, windows follow one
another and one of each currency is open, instructions are those that were made and follow from the
flows. It changes nothing and may run beside the service; it reads all there is.

  --json  what was found as JSON

The database is the one that CLEARWAY_DATABASE_URL names.

Exit codes: 0 all agrees, 1 it does not or failure, as of a setting, 2 wrong usage.
)";

Verification Verify() {
    config::Environment environment;
    const auto url = environment.Text("CLEARWAY_DATABASE_URL");
    if (!environment.Faults().empty()) throw std::runtime_error(environment.Faults().front());
    postgres::Session session(url);
    postgres::Transaction transaction(session, postgres::Access::kRead);
    cli::Progress progress("verify");
    return VerifyBooks(transaction, [&](int percent) { progress.Show(percent / 100.0, 0); });
}

std::string JsonOf(const Verification& found) {
    json::array lines;
    for (const auto& line : found.lines) {
        lines.push_back(json::object{{"currency", line.currency},
                                     {"accounts", line.accounts},
                                     {"transfers", line.transfers},
                                     {"sum_of_balances", line.sum_of_balances},
                                     {"sum_of_entries", line.sum_of_entries},
                                     {"inconsistent_accounts", line.inconsistent_accounts}});
    }
    json::array windows;
    for (const auto& window : found.windows) {
        windows.push_back(json::object{{"currency", window.currency},
                                       {"number", window.number},
                                       {"model", window.model},
                                       {"state", window.state},
                                       {"transfers", window.transfers}});
    }
    json::array faults;
    for (const auto& fault : found.faults) faults.push_back(json::string(fault));
    return json::serialize(json::object{{"agrees", found.faults.empty()},
                                        {"trial_balance", std::move(lines)},
                                        {"windows", std::move(windows)},
                                        {"faults", std::move(faults)}}) +
           "\n";
}

std::string TextOf(const Verification& found) {
    std::string text;
    for (const auto& line : found.lines) {
        text += line.currency + ": " + std::to_string(line.accounts) + " accounts, " +
                std::to_string(line.transfers) + " transfers, sum of balances " +
                line.sum_of_balances + ", of entries " + line.sum_of_entries + "\n";
    }
    for (const auto& window : found.windows) {
        text += "window " + window.currency + " " + std::to_string(window.number) + ", " +
                window.model + ": " + window.state + ", " + std::to_string(window.transfers) +
                " transfers\n";
    }
    for (const auto& fault : found.faults) text += "FAULT: " + fault + "\n";
    return text + (found.faults.empty() ? "all agrees\n" : "");
}

}  // namespace

int RunVerify(std::span<const std::string> words, std::ostream& out, std::ostream& faults) {
    const auto arguments = cli::ReadArguments(words, {}, {"--json"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    if (!arguments.fault.empty()) {
        faults << "clearway-settlement verify: " << arguments.fault << "\n\n" << kHelp;
        return 2;
    }
    try {
        const auto found = Verify();
        out << (arguments.Has("--json") ? JsonOf(found) : TextOf(found));
        return found.faults.empty() ? 0 : 1;
    } catch (const std::exception& failure) {
        faults << "verify: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::settlement
