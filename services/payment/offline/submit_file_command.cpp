// SPDX-License-Identifier: Apache-2.0
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <ostream>
#include <stdexcept>

#include "cli/arguments.h"
#include "cli/bounded_file.h"
#include "cli/progress.h"
#include "core/digest.h"
#include "services/payment/files/initiation.h"
#include "services/payment/offline/file_commands.h"

namespace clearway::payment {
namespace {

namespace json = boost::json;

constexpr char kHelp[] =
    R"(Usage: clearway-payment submit-file FILE --partner NAME [--wait] [--json]

Hands in a pain.001 as the partner: what POST /v1/payment-files does, for files of up to 32 MiB and
100,000 transactions. The running service makes the payments. The same file again is the same file.

  --partner NAME  whose file it is; its debtors must be accounts of this partner
  --wait          shows how far it is until nothing of it is due any more
  --json          a line of JSON about the file

CLEARWAY_DATABASE_URL, CLEARWAY_KAFKA_BROKERS and the settings of the token are those of the service.

Exit codes: 0 taken, 1 refused or failed, 2 wrong usage.
)";

std::string_view NameOf(FileState state) {
    switch (state) {
        case FileState::kReceived: return "received";
        case FileState::kProcessing: return "processing";
        case FileState::kDone: return "done";
        case FileState::kRefused: return "refused";
    }
    return "";
}

std::string LineOf(const PaymentFile& file, bool replayed, bool as_json) {
    if (!as_json) {
        std::string line = "file " + file.file_id.ToString() + " is " +
                           std::string(NameOf(file.state)) + (replayed ? " (taken before)" : "") +
                           ": " + std::to_string(file.entries) + " payments, " +
                           std::to_string(file.ordered) + " ordered, " +
                           std::to_string(file.rejected) + " rejected, " +
                           std::to_string(file.cancelled) + " cancelled\n";
        for (const auto& reason : file.reasons) line += reason.code + " " + reason.message + "\n";
        return line;
    }
    json::array reasons;
    for (const auto& reason : file.reasons)
        reasons.push_back({{"code", reason.code}, {"message", reason.message}});
    return json::serialize(json::object{{"file_id", file.file_id.ToString()},
                                        {"state", NameOf(file.state)},
                                        {"message_id", file.message_id},
                                        {"sha256", core::ToHex(file.digest)},
                                        {"payments", file.entries},
                                        {"ordered", file.ordered},
                                        {"rejected", file.rejected},
                                        {"cancelled", file.cancelled},
                                        {"replayed", replayed},
                                        {"reasons", std::move(reasons)}}) +
           "\n";
}

std::runtime_error FailureOf(const core::Error& error) {
    std::string text(error.Detail());
    for (const auto& fault : error.field_errors)
        text += "\n  " + fault.field + ": " + fault.message;
    return std::runtime_error(text);
}

Result<FileOutcome> Take(FileDesk& desk, const std::string& partner, std::string content) {
    cli::Progress progress("submit-file: reading");
    const auto size = static_cast<double>(content.size());
    return desk.Submit(partner, core::Sensitive(std::move(content)), [&](std::size_t bytes) {
        progress.Show(static_cast<double>(bytes) / size, bytes);
    });
}

// A line of what became of it; false: refused.
bool Submit(const std::string& path, const cli::Arguments& arguments, FilePlace place,
            std::ostream& out) {
    auto file = cli::ReadBoundedFile(path, kFileBytesMax);
    if (!file.text) throw std::runtime_error(path + " " + file.fault);
    FileDesk desk(std::move(place));
    const auto taken = Take(desk, arguments.Text("--partner"), std::move(*file.text));
    if (!taken) throw FailureOf(taken.error());
    auto now = taken->file;
    if (arguments.Has("--wait")) {
        cli::Progress progress("submit-file");
        const auto awaited = desk.Await(now, [&](const PaymentFile& look) {
            const auto done =
                static_cast<std::uint64_t>(look.ordered + look.rejected + look.cancelled);
            progress.Show(static_cast<double>(done) / static_cast<double>(look.entries), done);
        });
        if (!awaited) throw FailureOf(awaited.error());
        now = *awaited;
    }
    out << LineOf(now, taken->replayed, arguments.Has("--json"));
    return now.state != FileState::kRefused;
}

}  // namespace

int RunSubmitFile(std::span<const std::string> words, const std::function<FilePlace()>& place,
                  std::ostream& out, std::ostream& faults) {
    const bool named = !words.empty() && !words.front().starts_with("-");
    const auto path = named ? words.front() : std::string();
    auto arguments =
        cli::ReadArguments(named ? words.subspan(1) : words, {"--partner"}, {"--wait", "--json"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    if (arguments.fault.empty() && path.empty()) arguments.fault = "FILE is missing";
    if (arguments.fault.empty() && arguments.Text("--partner").empty())
        arguments.fault = "--partner is missing";
    if (!arguments.fault.empty()) {
        faults << "clearway-payment submit-file: " << arguments.fault << "\n\n" << kHelp;
        return 2;
    }
    try {
        return Submit(path, arguments, place(), out) ? 0 : 1;
    } catch (const std::exception& failure) {
        faults << "submit-file: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::payment
