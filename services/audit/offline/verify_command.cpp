// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/verify_command.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <iomanip>
#include <iostream>

#include "cli/arguments.h"
#include "cli/bounded_file.h"
#include "crypto/base64.h"
#include "services/audit/offline/key_files.h"
#include "services/audit/offline/line_reader.h"
#include "services/audit/offline/log_file.h"
#include "services/audit/offline/verify_bundle.h"
#include "services/audit/offline/verify_growth.h"
#include "services/audit/offline/verify_log.h"
#include "services/audit/usecase/pack_statement.h"

namespace clearway::audit {

namespace {

namespace json = boost::json;

constexpr int kVerified = 0;
constexpr int kNotVerified = 1;
constexpr int kWrongUse = 2;
constexpr std::size_t kPackBytesMax = 64u << 20;
constexpr std::size_t kNoteBytesMax = 64 * 1'024;

constexpr char kHelp[] =
    R"(Usage: clearway-audit verify --key PUBLIC.pem [--origin NAME] [--since NOTE] [--json] FILE

Verifies FILE, an exported audit log, a bundle of some of its entries or an evidence pack, with nothing
but the file and the public key of the log's checkpoints; needs no network, database or setting. Of a
log, every altered, missing, doubled or moved entry is found, and it says which; of a bundle, that each
entry is in the log at its place; of a pack, that too, that nobody changed it since it was signed, and
that no fact of a stream is left out; of a growth, that the log begins with an earlier checkpoint.

  --key PUBLIC.pem  the Ed25519 key of the log's checkpoints, as `openssl pkey -pubout` writes it
  --origin NAME     the log's name; without it, the log that the checkpoint names
  --since NOTE      the file of that earlier checkpoint
  --json            the verdict as JSON: verified, kind, entries, and checkpoint or fault, line, entry

Entries are counted from 0, lines from 1. The format is described in docs/audit_log_file.md.

Exit codes: 0 verified, 1 not verified, 2 wrong usage or nothing to be read.
)";

struct Report {
    Verdict verdict;
    std::string key_id;
    double milliseconds = 0;
};

Verdict Neither(std::string fault) {
    Verdict neither{.kind = "none"};
    neither.fault = std::move(fault);
    neither.line = 1;
    return neither;
}

// Of a key that has changed since, verify with the key of that time first.
merkle::Checkpoint ReadEarlier(const std::string& path, const crypto::PublicKey& key) {
    const auto note = cli::ReadBoundedFile(path, kNoteBytesMax);
    if (!note.text) throw std::runtime_error(path + " " + note.fault);
    auto opened = merkle::OpenCheckpoint(*note.text, key);
    if (!opened.checkpoint) throw std::runtime_error(path + " " + opened.fault);
    return *std::move(opened.checkpoint);
}

void PrintJson(const Report& report) {
    const auto& verdict = report.verdict;
    json::object printed{{"verified", verdict.Verified()},
                         {"kind", verdict.kind},
                         {"entries", verdict.entries},
                         {"key", report.key_id},
                         {"milliseconds", report.milliseconds}};
    if (verdict.checkpoint) {
        printed["origin"] = verdict.checkpoint->origin;
        printed["size"] = verdict.checkpoint->tree.size;
        printed["root"] = crypto::ToBase64(merkle::BytesOf(verdict.checkpoint->tree.root));
    }
    if (!verdict.Verified()) printed["fault"] = verdict.fault;
    if (verdict.line != 0) printed["line"] = verdict.line;
    if (verdict.entry) printed["entry"] = *verdict.entry;
    std::cout << json::serialize(printed) << '\n';
}

void PrintText(const Report& report) {
    const auto& verdict = report.verdict;
    if (!verdict.Verified()) {
        PrintFault(verdict);
        return;
    }
    std::cout << "verified: " << verdict.kind << " of " << verdict.checkpoint->origin << ", "
              << verdict.entries << " of " << verdict.checkpoint->tree.size
              << " entries, signed by key " << report.key_id << ", in " << std::fixed
              << std::setprecision(1) << report.milliseconds << " ms\n";
}

int Verify(const std::string& path, const cli::Arguments& arguments, const ShowFact& show) {
    const auto key = ReadPublicKey(arguments.Text("--key"));
    const auto origin = arguments.Text("--origin");
    Expected expected{.origin = origin};
    if (arguments.Has("--since")) expected.since = ReadEarlier(arguments.Text("--since"), key);
    const auto begun = std::chrono::steady_clock::now();
    Report report{.verdict = VerifyFile(path, key, expected, {}, show), .key_id = key.Id()};
    report.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    arguments.Has("--json") ? PrintJson(report) : PrintText(report);
    return report.verdict.Verified() ? kVerified : kNotVerified;
}

}  // namespace

void PrintFault(const Verdict& verdict) {
    std::cout << "NOT VERIFIED: ";
    if (verdict.line != 0) std::cout << "line " << verdict.line << ": ";
    std::cout << verdict.fault << '\n';
}

Verdict VerifyFile(const std::string& path, const crypto::PublicKey& key, const Expected& expected,
                   const TakeEntry& take, const ShowFact& show) {
    const auto& [origin, since] = expected;
    LineReader lines(path);
    cli::Progress progress("verify");
    const auto header = lines.Next();
    if (header == kGrowthHeader && since) return VerifyGrowth(lines, key, origin, *since);
    if (header == kGrowthHeader || since)
        return Neither("an earlier checkpoint (--since) and a growth need each other");
    if (header == kLogHeader) return LogVerification(lines, key, origin, take).Run(progress);
    if (header == kBundleHeader) return VerifyBundle(lines, key, origin);
    if (header == kPackHeader) {
        const auto pack = cli::ReadBoundedFile(path, kPackBytesMax);
        if (!pack.text) throw std::runtime_error(path + " " + pack.fault);
        return VerifyPack(*pack.text, key, origin, show);
    }
    return Neither("it is no exported audit log, bundle or evidence pack");
}

int RunVerify(std::span<const std::string> words, const ShowFact& show) {
    const bool has_file = !words.empty() && !words.back().starts_with('-');
    const auto path = has_file ? words.back() : std::string();
    const auto arguments = cli::ReadArguments(words.first(words.size() - (has_file ? 1 : 0)),
                                              {"--key", "--origin", "--since"}, {"--json"});
    if (arguments.help) {
        std::cout << kHelp;
        return kVerified;
    }
    std::string fault = arguments.fault;
    if (fault.empty() && !arguments.Has("--key")) fault = "--key is needed";
    if (fault.empty() && path.empty()) fault = "a file is needed, as the last word";
    if (!fault.empty()) {
        std::cerr << "clearway-audit verify: " << fault << ".\n\n" << kHelp;
        return kWrongUse;
    }
    try {
        return Verify(path, arguments, show);
    } catch (const std::exception& failure) {
        std::cerr << "clearway-audit verify: " << failure.what() << '\n';
        return kWrongUse;
    }
}

}  // namespace clearway::audit
