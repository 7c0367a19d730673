// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/pack_command.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <iostream>
#include <thread>

#include "cli/arguments.h"
#include "cli/bounded_file.h"
#include "core/clock.h"
#include "services/audit/offline/pack_file.h"

namespace clearway::audit {

namespace {

namespace json = boost::json;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;
constexpr unsigned kOwnerOnly = 0600;  // a pack has what a case shows: names
constexpr int kWaitDefault = 30;
constexpr std::chrono::milliseconds kAskEvery(500);

constexpr char kHelp[] =
    R"(Usage: clearway-audit pack (--payment ID | --case ID) --out FILE [--wait SECONDS] [--json]

Collects the evidence of a payment or a case from the running services into one signed FILE: every fact
with its message, the screening with its list version, the fraud decision with its model and
contributions, holds and postings, who decided what, frozen alerts, and for each fact the proof that the
audit log holds it. `clearway-audit verify --key PUBLIC.pem FILE` checks it anywhere, offline.

  --payment ID    the payment; its case, if there is one, is in the pack
  --case ID       the case; of one about a payment, the pack of that payment's facts
  --out FILE      where it goes; only its owner may read it. It may show names: handle it as a case
  --wait SECONDS  how long to wait for a checkpoint over the newest facts; 30
  --json          what was collected as JSON

Settings: CLEARWAY_TLS_CA, _CERT, _KEY of an operator, CLEARWAY_PEER_<SERVICE> of all services.

Exit codes: 0 done, 1 there is no pack, 2 wrong usage.
)";

// Asks again until the time is over.
class Patience {
public:
    explicit Patience(std::int64_t seconds)
        : end_(std::chrono::steady_clock::now() + std::chrono::seconds(seconds)) {}

    bool operator()(std::size_t missing) {
        if (std::chrono::steady_clock::now() >= end_) return false;
        if (!said_)
            std::cerr << "pack: waiting for a checkpoint over the last " << missing << " facts\n";
        said_ = true;
        std::this_thread::sleep_for(kAskEvery);
        return true;
    }

private:
    std::chrono::steady_clock::time_point end_;
    bool said_ = false;
};

void Print(const EvidencePack& pack, const std::string& path, bool as_json) {
    if (as_json) {
        std::cout << json::serialize(json::object{{"subject", pack.subject.kind},
                                                  {"id", pack.subject.id},
                                                  {"facts", pack.facts.size()},
                                                  {"documents", pack.documents.size()},
                                                  {"file", path}})
                  << '\n';
        return;
    }
    for (const auto& fact : pack.facts)
        std::cout << core::FormatRfc3339(fact.entry.occurred_at) << "  " << fact.entry.source
                  << "  " << fact.summary << '\n';
    std::cout << pack.facts.size() << " facts and " << pack.documents.size()
              << " documents, proved and signed: " << path << '\n';
}

int Collect(const PackSubject& subject, const cli::Arguments& arguments, std::int64_t seconds,
            PackSources& sources) {
    const auto pack = CollectPack(subject, core::SystemClock().Now(), sources, Patience(seconds));
    const auto body = BodyOf(pack);
    const auto statement = sources.Sign({.subject = subject, .content = core::Sha256(body)});
    const auto path = arguments.Text("--out");
    cli::ReplaceFile(path, PackFile(statement, body), kOwnerOnly);
    Print(pack, path, arguments.Has("--json"));
    return kDone;
}

std::string FaultOf(const cli::Arguments& arguments, const PackSubject& subject) {
    if (!arguments.fault.empty()) return arguments.fault;
    if (arguments.Has("--payment") == arguments.Has("--case"))
        return "one of --payment and --case is needed";
    if (!IsPackSubject(subject)) return "'" + subject.id + "' is no UUID";
    if (!arguments.Has("--out")) return "--out is needed";
    return {};
}

}  // namespace

int RunPack(std::span<const std::string> words, const OpenSources& open) {
    const auto arguments =
        cli::ReadArguments(words, {"--payment", "--case", "--out", "--wait"}, {"--json"});
    if (arguments.help) {
        std::cout << kHelp;
        return kDone;
    }
    const std::string kind = arguments.Has("--payment") ? "payment" : "case";
    const PackSubject subject{.kind = kind, .id = arguments.Text("--" + kind)};
    auto fault = FaultOf(arguments, subject);
    const auto seconds = arguments.Number("--wait", kWaitDefault, 0, 3'600);
    if (fault.empty() && !seconds) fault = "--wait is a number of seconds";
    if (!fault.empty()) {
        std::cerr << "clearway-audit pack: " << fault << ".\n\n" << kHelp;
        return kWrongUse;
    }
    try {
        return Collect(subject, arguments, *seconds, *open());
    } catch (const std::exception& failure) {
        std::cerr << "clearway-audit pack: " << failure.what() << '\n';
        return kFailed;
    }
}

}  // namespace clearway::audit
