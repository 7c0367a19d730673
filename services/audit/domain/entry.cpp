// SPDX-License-Identifier: Apache-2.0
#include "services/audit/domain/entry.h"

#include <algorithm>

namespace clearway::audit {

namespace {

bool IsWord(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    });
}

}  // namespace

bool IsLoggable(const Entry& entry) {
    return IsWord(entry.source) && IsWord(entry.type) && entry.version > 0;
}

std::string LeafOf(const Entry& entry) {
    return entry.source + ' ' + entry.stream_id.ToString() + ' ' + std::to_string(entry.version) +
           ' ' + core::FormatRfc3339(entry.occurred_at) + ' ' + entry.type + ' ' +
           core::ToHex(entry.payload_hash);
}

}  // namespace clearway::audit
