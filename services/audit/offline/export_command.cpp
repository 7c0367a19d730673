// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/export_command.h"

#include <iostream>

#include "cli/arguments.h"
#include "cli/draft.h"
#include "services/audit/offline/export_log.h"
#include "services/audit/offline/key_files.h"
#include "services/audit/usecase/sign_log.h"

namespace clearway::audit {

namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;

constexpr char kExportHelp[] =
    R"(Usage: clearway-audit export --out FILE [--stream ID]

Writes the audit log up to its last checkpoint to FILE, which `clearway-audit verify` checks with the
checkpoint's public key alone. The format is described in docs/audit_log_file.md.

  --out FILE   where it goes; there once it is whole
  --stream ID  only what the log holds of one stream (a payment, a hold, a case), each entry with the
               proof that the log holds it: a bundle of a few KB, however long the log is

The database is the one that CLEARWAY_DATABASE_URL names.

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

constexpr char kCheckpointHelp[] =
    R"(Usage: clearway-audit checkpoint --key PRIVATE.pem [--origin NAME]

Signs the audit log as it is now, keeps the checkpoint and prints it. A log that does not begin with
what its last checkpoint states is not signed: its past was changed.

  --key PRIVATE.pem  the Ed25519 key of the log; `openssl genpkey -algorithm ed25519` makes one
  --origin NAME      the log's name (clearway/audit)

The database is the one that CLEARWAY_DATABASE_URL names.

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

int WrongUse(std::string_view command, const std::string& fault, std::string_view help) {
    std::cerr << "clearway-audit " << command << ": " << fault << ".\n\n" << help;
    return kWrongUse;
}

int Fail(std::string_view command, std::string_view reason) {
    std::cerr << "clearway-audit " << command << ": " << reason << '\n';
    return kFailed;
}

int Export(LogReader& log, const std::string& path, const std::optional<core::Uuid>& stream) {
    const auto checkpoint = log.LatestCheckpoint();
    if (!checkpoint) return Fail("export", "the log has no checkpoint yet");
    cli::TextDraft file(path, false);
    const auto write = [&](std::string_view line) { file.WriteLine(line); };
    auto entries = checkpoint->size;
    if (stream) {
        entries = ExportBundle(log, *checkpoint, *stream, write);
        if (entries == 0) return Fail("export", "the log holds nothing of this stream");
    } else {
        cli::Progress progress("export");
        ExportLog(log, *checkpoint, write, progress);
    }
    file.Finish();
    std::cout << entries << " entries in " << path << '\n';
    return kDone;
}

int SignAndKeep(const LogStore& store, const LogSigner& signer) {
    const auto log = store.open();
    const auto made = SignLog(*log, signer);
    if (made.note.empty()) return Fail("checkpoint", "not signed: " + made.fault);
    if (!store.keep({.size = made.size, .note = made.note}))
        std::cerr << "there is a checkpoint of this size already; it stays\n";
    std::cout << made.note;
    return kDone;
}

}  // namespace

int RunExport(std::span<const std::string> words, const LogStore& store) {
    const auto arguments = cli::ReadArguments(words, {"--out", "--stream"}, {});
    if (arguments.help) {
        std::cout << kExportHelp;
        return kDone;
    }
    const auto stream = core::Uuid::Parse(arguments.Text("--stream"));
    if (!arguments.fault.empty()) return WrongUse("export", arguments.fault, kExportHelp);
    if (!arguments.Has("--out")) return WrongUse("export", "--out is needed", kExportHelp);
    if (arguments.Has("--stream") && !stream)
        return WrongUse("export", "--stream takes a UUID", kExportHelp);
    try {
        return Export(*store.open(), arguments.Text("--out"), stream);
    } catch (const std::exception& failure) {
        return Fail("export", failure.what());
    }
}

int RunCheckpoint(std::span<const std::string> words, const LogStore& store) {
    const auto arguments = cli::ReadArguments(words, {"--key", "--origin"}, {});
    if (arguments.help) {
        std::cout << kCheckpointHelp;
        return kDone;
    }
    if (!arguments.fault.empty()) return WrongUse("checkpoint", arguments.fault, kCheckpointHelp);
    if (!arguments.Has("--key")) return WrongUse("checkpoint", "--key is needed", kCheckpointHelp);
    try {
        return SignAndKeep(store, {.origin = arguments.Text("--origin", kDefaultOrigin),
                                   .key = ReadPrivateKey(arguments.Text("--key"))});
    } catch (const std::exception& failure) {
        return Fail("checkpoint", failure.what());
    }
}

}  // namespace clearway::audit
