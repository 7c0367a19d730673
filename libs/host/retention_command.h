// SPDX-License-Identifier: Apache-2.0
// `clearway-<service> retention`: its arguments, its help, and what it says it did.
#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include "host/service.h"
#include "postgres/retention.h"

namespace clearway::host {

struct RetentionArguments {
    int keep_months = 0;
    bool dry_run = false;
};

// nullopt for what the command does not understand.
std::optional<RetentionArguments> ParseRetention(std::span<const std::string> arguments);

void PrintRetentionHelp(std::ostream& out, const Service& service);

void PrintRetired(std::ostream& out, std::span<const postgres::Retired> retired, bool dry_run);

}  // namespace clearway::host
