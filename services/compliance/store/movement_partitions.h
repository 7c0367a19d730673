// SPDX-License-Identifier: Apache-2.0
// The days of recent movements: made when movements of them come, dropped when no window reaches
// them any more. One thread at a time.
#pragma once

#include <map>
#include <set>
#include <string>

#include "core/clock.h"
#include "postgres/connection.h"

namespace clearway::compliance {

class MovementPartitions {
public:
    explicit MovementPartitions(std::string database_url)
        : database_url_(std::move(database_url)) {}

    // Throws pqxx::failure.
    void MakeFor(const std::set<core::Timestamp>& times, core::Timestamp now);

private:
    void DropOld(postgres::Session& session, core::Timestamp now,
                 const std::set<core::Timestamp>& needed);

    const std::string database_url_;
    std::set<core::Timestamp> made_;  // midnights
};

}  // namespace clearway::compliance
