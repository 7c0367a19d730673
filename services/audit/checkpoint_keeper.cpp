// SPDX-License-Identifier: Apache-2.0
#include "services/audit/checkpoint_keeper.h"

#include <algorithm>
#include <stdexcept>

#include "cli/bounded_file.h"
#include "telemetry/log.h"

namespace clearway::audit {

namespace {

// How soon it is noticed that enough entries have come.
constexpr std::chrono::milliseconds kLook(100);
constexpr std::size_t kNoteBytesMax = 64 * 1'024;
constexpr unsigned kReadableByAll = 0644;

std::optional<std::string> ReadKept(const std::string& path) {
    if (path.empty()) return std::nullopt;
    auto file = cli::ReadBoundedFile(path, kNoteBytesMax);
    if (!file.text && !file.missing) throw std::runtime_error(path + " " + file.fault);
    return std::move(file.text);
}

}  // namespace

CheckpointKeeper::CheckpointKeeper(const std::string& database_url, LogSigner signer,
                                   CheckpointPace pace)
    : log_(database_url),
      signer_(std::move(signer)),
      pace_(std::move(pace)),
      reread_(pace_.reread),
      kept_note_(ReadKept(pace_.kept_file)),
      size_gauge_("clearway_audit_size", "Entries of the audit log."),
      signed_gauge_("clearway_audit_signed_size", "Entries below the last checkpoint."),
      age_gauge_("clearway_audit_checkpoint_age_seconds",
                 "Time since all entries that there were had been signed."),
      refused_gauge_("clearway_audit_signing_refused",
                     "1 while the log does not fit what was signed of it."),
      refusals_("clearway_audit_signings_refused_total",
                "Checkpoints that were not signed because the log did not fit."),
      periodic_(std::min(kLook, pace_.interval), [this] { Tick(); }) {}

void CheckpointKeeper::Grown(std::uint64_t size) {
    size_ = size;
    size_gauge_.Set(static_cast<double>(size));
}

void CheckpointKeeper::Tick() {
    if (IsDue()) {
        attempted_ = Clock::now();
        try {
            Attempt();
        } catch (const std::out_of_range& missing) {
            Refuse(std::string("hashes of the log are missing: ") + missing.what());
        } catch (const std::exception& failure) {
            log::Warn("the audit log was not signed", {{"reason", failure.what()}});
        }
    }
    age_gauge_.Set(std::chrono::duration<double>(Clock::now() - covered_).count());
}

bool CheckpointKeeper::IsDue() const {
    if (!attempted_ || Clock::now() - *attempted_ >= pace_.interval) return true;
    return !refused_ && size_ >= signed_size_ + pace_.entries;
}

void CheckpointKeeper::Attempt() {
    const auto begun = Clock::now();
    const auto made = SignLog(log_, signer_, kept_note_);
    const auto fault = made.fault.empty() ? reread_.Next(log_, made.size) : made.fault;
    if (!fault.empty()) return Refuse(fault);
    Sign(made);
    covered_ = begun;
    refused_ = false;
    refused_gauge_.Set(0);
}

// Of a log that has not grown, what is stored says it all. The file comes after the row: a crash
// between the two leaves an older note in the file, which is as true.
void CheckpointKeeper::Sign(const SignedLog& made) {
    if (kept_note_ != made.note) {
        log_.AddCheckpoint(made.size, made.note);
        if (!pace_.kept_file.empty()) cli::ReplaceFile(pace_.kept_file, made.note, kReadableByAll);
        kept_note_ = made.note;
    }
    signed_size_ = made.size;
    signed_gauge_.Set(static_cast<double>(made.size));
    size_gauge_.Set(static_cast<double>(std::max(made.size, size_.load())));
}

void CheckpointKeeper::Refuse(const std::string& fault) {
    refused_ = true;
    refused_gauge_.Set(1);
    refusals_.Add();
    log::Error("the audit log is not signed: it does not fit what was signed of it",
               {{"fault", fault}});
}

}  // namespace clearway::audit
