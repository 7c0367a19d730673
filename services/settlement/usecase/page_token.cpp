// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/page_token.h"

#include <charconv>

#include "core/digest.h"

namespace clearway::settlement::usecase {
namespace {

// "<kind>.<first>.<second>", in hexadecimal so that nobody is tempted to build one.
std::string Encode(std::string_view kind, std::string_view first, std::string_view second) {
    std::string plain(kind);
    plain.append(1, '.').append(first).append(1, '.').append(second);
    return core::ToHex(plain);
}

struct Parts {
    std::string first;
    std::string second;
};

std::optional<std::string> FromHex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string plain;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        unsigned value = 0;
        const auto [end, error] = std::from_chars(&text[i], &text[i] + 2, value, 16);
        if (error != std::errc() || end != &text[i] + 2) return std::nullopt;
        plain.push_back(static_cast<char>(value));
    }
    return plain;
}

std::optional<Parts> Decode(std::string_view kind, std::string_view token) {
    const auto plain = FromHex(token);
    if (!plain) return std::nullopt;
    const auto first = plain->find('.');
    const auto second = first == std::string::npos ? first : plain->find('.', first + 1);
    if (second == std::string::npos || plain->substr(0, first) != kind) return std::nullopt;
    return Parts{plain->substr(first + 1, second - first - 1), plain->substr(second + 1)};
}

std::optional<std::int64_t> ParseCount(std::string_view text) {
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc() || result.ptr != end || value < 0) return std::nullopt;
    return value;
}

}  // namespace

std::string EncodeToken(const AccountCursor& cursor) {
    return Encode("a1", std::to_string(core::ToMicros(cursor.created_at)),
                  cursor.account_id.ToString());
}

std::optional<AccountCursor> DecodeAccountCursor(std::string_view token) {
    const auto parts = Decode("a1", token);
    if (!parts) return std::nullopt;
    const auto micros = ParseCount(parts->first);
    const auto id = core::AccountId::Parse(parts->second);
    constexpr std::int64_t kYear9999 = 253'370'764'800'000'000;
    if (!micros || *micros > kYear9999 || !id) return std::nullopt;
    return AccountCursor{.created_at = core::FromMicros(*micros), .account_id = *id};
}

std::string EncodeToken(const StatementCursor& cursor) {
    return Encode("s1", std::to_string(cursor.after), std::to_string(cursor.closing));
}

std::optional<StatementCursor> DecodeStatementCursor(std::string_view token) {
    const auto parts = Decode("s1", token);
    if (!parts) return std::nullopt;
    const auto after = ParseCount(parts->first);
    const auto closing = ParseCount(parts->second);
    if (!after || !closing) return std::nullopt;
    return StatementCursor{.after = *after, .closing = *closing};
}

}  // namespace clearway::settlement::usecase
