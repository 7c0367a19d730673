// SPDX-License-Identifier: Apache-2.0
#include "host/retention_command.h"

#include <charconv>
#include <ostream>

namespace clearway::host {
namespace {

std::optional<int> ParseMonths(const std::string& text) {
    int months = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, months);
    if (error != std::errc() || stopped != end || months < 1 || months > kKeepMonthsMax)
        return std::nullopt;
    return months;
}

std::string Day(core::Timestamp time) { return core::FormatRfc3339(time).substr(0, 10); }

}  // namespace

std::optional<RetentionArguments> ParseRetention(std::span<const std::string> arguments) {
    RetentionArguments parsed;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--dry-run") {
            parsed.dry_run = true;
        } else if (arguments[i] == "--keep-months" && i + 1 < arguments.size()) {
            const auto months = ParseMonths(arguments[++i]);
            if (!months) return std::nullopt;
            parsed.keep_months = *months;
        } else {
            return std::nullopt;
        }
    }
    if (parsed.keep_months == 0) return std::nullopt;
    return parsed;
}

void PrintRetentionHelp(std::ostream& out, const Service& service) {
    out << "Usage: clearway-" << service.name << " retention --keep-months N [--dry-run]\n\n"
        << "Takes partitions that are older than N whole months before the present one out of\n";
    for (const auto& table : service.partitioned) out << "  " << table.name << '\n';
    out << "and moves them to the schema 'archive' of the same database (CLEARWAY_DATABASE_URL).\n"
           "They stay there, unchanged, until you have dumped and dropped them; the service does\n"
           "not read them any more, so keep as long as payments are asked for, and longer than a\n"
           "review or a hold may take: 13 months or more.\n\n"
           "  --keep-months N  1 to 1200\n"
           "  --dry-run        say what would leave, change nothing\n\n"
           "The service may run: no lock is waited for longer than half a second, and nobody waits\n"
           "for this command. A partition that could not leave stays and is named; call it again.\n"
           "What left is noted in archive.partitions. CLEARWAY_RETENTION_MONTHS makes the running\n"
           "service do the same once a day; without it nothing leaves by itself.\n\n"
           "Exit codes: 0 done, 1 failure or something had to stay, 2 wrong usage.\n";
}

void PrintRetired(std::ostream& out, std::span<const postgres::Retired> retired, bool dry_run) {
    if (retired.empty()) out << "nothing is that old\n";
    for (const auto& one : retired) {
        out << one.partition.name << ": " << one.rows << " rows of " << Day(one.partition.from)
            << " to " << Day(one.partition.to);
        if (!one.stays_because.empty()) {
            out << ", stays: " << one.stays_because << '\n';
        } else if (dry_run) {
            out << ", would leave\n";
        } else {
            const auto file = one.archived_as.substr(one.archived_as.find('.') + 1) + ".dump";
            out << ", is now " << one.archived_as << "\n  next: pg_dump --format=custom --table="
                << one.archived_as << " --file=" << file << " \"$CLEARWAY_DATABASE_URL\" &&"
                << " psql \"$CLEARWAY_DATABASE_URL\" -c 'DROP TABLE " << one.archived_as << "'\n";
        }
    }
}

}  // namespace clearway::host
