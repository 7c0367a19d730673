// SPDX-License-Identifier: Apache-2.0
// Whether a service's event store still holds what the log says of it: first the log's entries are
// taken, then the store's facts, both in any order. Some 64 bytes an entry.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "merkle/hash.h"
#include "services/audit/domain/entry.h"

namespace clearway::audit {

struct Comparison {
    std::uint64_t entries = 0;         // of the log, of this source
    std::uint64_t facts = 0;           // of the store
    std::uint64_t not_logged_yet = 0;  // facts beyond the last logged version of their stream
    std::uint64_t differences = 0;
    std::vector<std::string> first_differences;  // what the first hundred are
};

class StoreComparison {
public:
    explicit StoreComparison(std::string source) : source_(std::move(source)) {}

    // Those of other sources are left out. Throws std::runtime_error for a leaf that is none.
    void TakeEntry(std::uint64_t sequence, std::string_view leaf);
    // After all entries.
    void TakeFact(const Entry& fact);
    Comparison Finish();

private:
    struct Logged {
        core::Uuid stream_id;
        std::int32_t version = 0;
        bool seen = false;
        std::uint64_t sequence = 0;
        merkle::Hash leaf;
    };

    void Differ(std::string what);
    void Sort();

    std::string source_;
    std::vector<Logged> logged_;
    bool sorted_ = false;
    Comparison comparison_;
};

}  // namespace clearway::audit
