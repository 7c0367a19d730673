// SPDX-License-Identifier: Apache-2.0
#include "vault/keyring.h"

#include <algorithm>

namespace clearway::vault {

namespace {

constexpr char kVersion = 1;
constexpr std::size_t kHeaderSize = 5;

void AppendNumber(std::string& bytes, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(number >> shift & 0xFF));
}

std::string HeaderOf(Generation generation) {
    std::string header(1, kVersion);
    AppendNumber(header, generation);
    return header;
}

std::optional<Generation> GenerationOf(std::string_view sealed) {
    if (sealed.size() < kSealedOverhead || sealed[0] != kVersion) return std::nullopt;
    Generation generation = 0;
    for (const char c : sealed.substr(1, 4)) generation = generation << 8 | std::uint8_t(c);
    return generation;
}

// Each part with its length before it: no two places read the same.
std::string BoundOf(std::string_view header, const PersonId& person, const Place& place) {
    std::string bound(header);
    const auto& id = person.value.AsBytes();
    bound.append(id.begin(), id.end());
    for (const auto part : {place.table, place.column, place.row}) {
        AppendNumber(bound, static_cast<std::uint32_t>(part.size()));
        bound.append(part);
    }
    return bound;
}

}  // namespace

void Keyring::Add(Generation generation, crypto::AesKey key) {
    keys_.insert_or_assign(generation, std::move(key));
    newest_ = std::max(newest_, generation);
}

void Keyring::AddMissing(Generation generation) {
    newest_ = std::max(newest_, generation);
    complete_ = false;
}

void Keyring::MarkErased() {
    keys_.clear();
    erased_ = true;
}

Outcome<std::string> Keyring::Seal(const Place& place, std::string_view text) const {
    if (erased_) return Refusal::kErased;
    const auto key = keys_.find(newest_);
    if (key == keys_.end()) return Refusal::kNoKey;
    auto sealed = HeaderOf(newest_);
    sealed += crypto::GcmSeal(key->second, text, BoundOf(sealed, person_, place));
    return sealed;
}

Outcome<core::Sensitive<std::string>> Keyring::Open(const Place& place,
                                                    std::string_view sealed) const {
    if (erased_) return Refusal::kErased;
    const auto generation = GenerationOf(sealed);
    if (!generation) return Refusal::kAltered;
    const auto key = keys_.find(*generation);
    if (key == keys_.end()) return Refusal::kNoKey;
    auto text = crypto::GcmOpen(key->second, sealed.substr(kHeaderSize),
                                BoundOf(sealed.substr(0, kHeaderSize), person_, place));
    if (!text) return Refusal::kAltered;
    return core::Sensitive<std::string>(*std::move(text));
}

}  // namespace clearway::vault
