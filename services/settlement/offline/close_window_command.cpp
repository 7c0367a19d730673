// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/offline/close_window_command.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <limits>
#include <optional>
#include <ostream>
#include <stdexcept>

#include "async/runtime.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "config/environment.h"
#include "services/settlement/store/ledger_ports.h"
#include "services/settlement/store/window_reader.h"

namespace clearway::settlement {
namespace {

namespace json = boost::json;

constexpr char kHelp[] =
    R"(Usage: clearway-settlement close-window [--currency EUR] [--model MODEL] [--number N] [--json]

Ends the open settlement window and opens the next, beside the running service: no transfer waits for
it or is refused. The service settles what is closed, within half a minute.

  --currency EUR  of this currency; else of every currency
  --model MODEL   only windows of this model: gross, bilateral_net, multilateral_net
  --number N      the window that is meant, with --currency: of one that is closed already nothing is
                  done, so that the command may be repeated when its answer was lost
  --json          a line of JSON for each window

The window that is opened settles by the model of the one before. CLEARWAY_DATABASE_URL and
CLEARWAY_KAFKA_BROKERS name the service's database and broker.

Exit codes: 0 done, 1 failure, as of a setting, 2 wrong usage.
)";

constexpr int kCurrenciesMax = 200;

struct Wanted {
    std::string currency;  // empty: all
    std::optional<SettlementModel> model;
    std::optional<std::int64_t> number;
};

struct Closed {
    Window window;
    WindowReply reply;
    std::chrono::microseconds took;
};

// The ledger's writer, in this process.
class Closer {
public:
    explicit Closer(ClosingPlace place)
        : readers_(place.outbox.database_url, 1),
          reader_(readers_, readers_),
          outbox_(place.outbox),
          store_(clock_, std::move(place.map), place.outbox.database_url),
          runner_(
              {.name = "close-window", .database_url = place.outbox.database_url}, outbox_,
              [this](auto& transaction, auto commands, auto& sink) {
                  return store_.Apply(transaction, commands, sink);
              },
              [this] { store_.Committed(); }) {}

    // Those that are open, or the one that is named.
    std::vector<Window> Find(const Wanted& wanted) {
        std::vector<Window> found;
        const auto listed = async::BlockOn(runtime_.GetExecutor(),
                                           reader_.ListOpen(wanted.currency, kCurrenciesMax));
        if (!listed) throw std::runtime_error("the windows cannot be read");
        for (auto window : *listed) {
            if (wanted.number) window.number = *wanted.number;
            if (!wanted.model || window.model == *wanted.model) found.push_back(window);
        }
        return found;
    }

    Closed Close(const Window& window, const std::string& by) {
        const auto begun = std::chrono::steady_clock::now();
        const auto reply =
            async::BlockOn(runtime_.GetExecutor(),
                           runner_.Submit(Command{.what = CloseWindow{.currency = window.currency,
                                                                      .number = window.number,
                                                                      .closed_by = by}}));
        if (!reply) {
            throw std::runtime_error("window " + std::string(window.currency.Code()) + " " +
                                     std::to_string(window.number) +
                                     " was not closed: " + std::string(reply.error().Detail()));
        }
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - begun);
        return {window, std::get<WindowReply>(*reply), took};
    }

private:
    core::SystemClock clock_;
    async::Runtime runtime_{1};
    postgres::ReadPool readers_;
    StoredWindowReader reader_;
    events::Outbox outbox_;
    LedgerStore store_;
    LedgerRunner runner_;
};

std::string LineOf(const Closed& closed, bool as_json) {
    const std::string currency(closed.window.currency.Code());
    if (as_json) {
        return json::serialize(json::object{{"currency", currency},
                                            {"number", closed.window.number},
                                            {"model", NameOf(closed.window.model)},
                                            {"open_number", closed.reply.open},
                                            {"replayed", closed.reply.replayed},
                                            {"microseconds", closed.took.count()}}) +
               "\n";
    }
    return "window " + currency + " " + std::to_string(closed.window.number) +
           (closed.reply.replayed ? " was closed before" : " is closed") + ", " +
           std::to_string(closed.reply.open) + " is open\n";
}

std::string FaultOf(const cli::Arguments& arguments, Wanted& wanted) {
    if (!arguments.fault.empty()) return arguments.fault;
    wanted.currency = arguments.Text("--currency");
    if (!wanted.currency.empty() && !core::Currency::Parse(wanted.currency)) {
        return "--currency must be a currency";
    }
    if (arguments.Has("--model")) {
        wanted.model = ParseModel(arguments.Text("--model"));
        if (!wanted.model) return "--model must be gross, bilateral_net or multilateral_net";
    }
    if (arguments.Has("--number")) {
        wanted.number =
            arguments.Number("--number", 0, 1, std::numeric_limits<std::int64_t>::max());
        if (!wanted.number) return "--number must be a whole number above zero";
        if (wanted.currency.empty()) return "--number needs --currency";
    }
    return "";
}

}  // namespace

int RunCloseWindow(std::span<const std::string> words, const std::function<ClosingPlace()>& place,
                   std::ostream& out, std::ostream& faults) {
    const auto arguments =
        cli::ReadArguments(words, {"--currency", "--model", "--number"}, {"--json"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    Wanted wanted;
    if (const auto fault = FaultOf(arguments, wanted); !fault.empty()) {
        faults << "clearway-settlement close-window: " << fault << "\n\n" << kHelp;
        return 2;
    }
    try {
        const auto by = "command of " + config::Environment().Text("USER", "nobody named");
        Closer closer(place());
        const auto windows = closer.Find(wanted);
        cli::Progress progress("close-window");
        std::uint64_t done = 0;
        for (const auto& window : windows) {
            out << LineOf(closer.Close(window, by), arguments.Has("--json"));
            ++done;
            progress.Show(static_cast<double>(done) / static_cast<double>(windows.size()), done);
        }
        if (windows.empty()) faults << "close-window: no such window is open\n";
        return windows.empty() ? 1 : 0;
    } catch (const std::exception& failure) {
        faults << "close-window: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::settlement
