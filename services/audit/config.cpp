// SPDX-License-Identifier: Apache-2.0
#include "services/audit/config.h"

#include <filesystem>

#include "merkle/checkpoint.h"
#include "services/audit/offline/key_files.h"

namespace clearway::audit {

namespace {

using namespace std::chrono_literals;

constexpr char kKey[] = "CLEARWAY_AUDIT_KEY";
constexpr char kFormerKey[] = "CLEARWAY_AUDIT_FORMER_KEY";
constexpr char kOrigin[] = "CLEARWAY_AUDIT_ORIGIN";
constexpr char kInterval[] = "CLEARWAY_AUDIT_CHECKPOINT_INTERVAL";
constexpr char kEntries[] = "CLEARWAY_AUDIT_CHECKPOINT_ENTRIES";
constexpr char kReread[] = "CLEARWAY_AUDIT_REREAD";
constexpr char kKept[] = "CLEARWAY_AUDIT_CHECKPOINT_FILE";

bool OnlyItsOwnerReads(const std::string& path) {
    using std::filesystem::perms;
    std::error_code error;
    const auto mode = std::filesystem::status(path, error).permissions();
    return !error && (mode & (perms::group_all | perms::others_all)) == perms::none;
}

std::optional<crypto::PrivateKey> ReadKey(config::Environment& environment) {
    const auto path = environment.File(kKey);
    if (path.empty()) return std::nullopt;
    if (!OnlyItsOwnerReads(path)) {
        environment.Fault(kKey, "must be a file that only its owner can read (chmod 600)");
        return std::nullopt;
    }
    try {
        return ReadPrivateKey(path);
    } catch (const std::exception&) {
        environment.Fault(kKey, "must be an Ed25519 private key in PEM");
        return std::nullopt;
    }
}

std::optional<crypto::PublicKey> ReadFormerKey(config::Environment& environment) {
    if (environment.Text(kFormerKey, "").empty()) return std::nullopt;
    try {
        return ReadPublicKey(environment.File(kFormerKey));
    } catch (const std::exception&) {
        environment.Fault(kFormerKey, "must be an Ed25519 public key in PEM");
        return std::nullopt;
    }
}

std::optional<LogSigner> ReadSigner(config::Environment& environment) {
    auto origin = environment.Text(kOrigin, kDefaultOrigin);
    auto former = ReadFormerKey(environment);
    auto key = ReadKey(environment);
    if (!key) return std::nullopt;
    try {
        merkle::SignCheckpoint({.origin = origin, .tree = {}}, *key);
    } catch (const std::invalid_argument&) {
        environment.Fault(kOrigin, "must be a name without blanks and plus signs");
    }
    return LogSigner{
        .origin = std::move(origin), .key = *std::move(key), .former = std::move(former)};
}

}  // namespace

Config Config::Read(config::Environment& environment) {
    Config config;
    config.signer = ReadSigner(environment);
    auto& pace = config.pace;
    pace.interval = environment.Millis(kInterval, pace.interval);
    if (pace.interval < 100ms) environment.Fault(kInterval, "must be 100 ms or more");
    const auto count = [&](const char* name, std::uint64_t fallback) {
        return static_cast<std::uint64_t>(
            environment.Integer(name, static_cast<std::int64_t>(fallback), 1, 10'000'000));
    };
    pace.entries = count(kEntries, pace.entries);
    pace.reread = count(kReread, pace.reread);
    pace.kept_file = environment.Text(kKept, "");
    return config;
}

std::vector<std::pair<std::string, std::string>> SettingsHelp() {
    return {{kKey, "private key of the checkpoints (Ed25519, PEM file, mode 600)"},
            {kFormerKey, "public key of the last checkpoint, when the key has changed"},
            {kOrigin, "the log's name (clearway/audit)"},
            {kInterval, "time between checkpoints (5s)"},
            {kEntries, "new entries that are signed before that (50000)"},
            {kReread, "rows that are read again before each (20000)"},
            {kKept, "file that gets each checkpoint, and the log is held to"}};
}

}  // namespace clearway::audit
