// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/entry_digest.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace clearway::compliance {
namespace {

// Each with its length, so that no two contents are the same text.
void Put(std::string_view part, std::string& text) {
    text += std::to_string(part.size());
    text += ':';
    text += part;
}

void PutAll(std::vector<std::string> parts, std::string& text) {
    std::ranges::sort(parts);
    Put(std::to_string(parts.size()), text);
    for (const auto& part : parts) Put(part, text);
}

std::string TextOf(const BirthDate& birth) {
    std::string text;
    for (const int part : {birth.year_from, birth.year_to, birth.month, birth.day})
        text += std::to_string(part) + ' ';
    return text;
}

core::Sha256Digest DigestOf(const ListEntry& entry, std::vector<std::string> names) {
    std::string text;
    Put(std::to_string(static_cast<int>(entry.type)), text);
    Put(entry.program, text);
    PutAll(std::move(names), text);
    std::vector<std::string> births;
    for (const auto& birth : entry.facts.births) births.push_back(TextOf(birth));
    PutAll(std::move(births), text);
    PutAll(entry.facts.countries, text);
    PutAll(entry.facts.identifiers, text);
    return core::Sha256(text);
}

}  // namespace

std::vector<core::Sha256Digest> DigestEntries(const SanctionsList& list) {
    std::vector<std::vector<std::string>> names(list.entries.size());
    for (const auto& name : list.names)
        names[name.entry].push_back(std::to_string(static_cast<int>(name.quality)) + name.name);
    std::vector<core::Sha256Digest> digests;
    digests.reserve(list.entries.size());
    for (std::size_t i = 0; i < list.entries.size(); ++i)
        digests.push_back(DigestOf(list.entries[i], std::move(names[i])));
    return digests;
}

}  // namespace clearway::compliance
