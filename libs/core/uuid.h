// SPDX-License-Identifier: Apache-2.0
// UUIDs (RFC 9562). Version 5 makes deterministic identity: the same namespace and name give the
// same id on every machine, which is what makes retries converge. Text is lower case with hyphens.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::core {

class Uuid {
public:
    using Bytes = std::array<std::uint8_t, 16>;

    constexpr Uuid() = default;  // nil
    constexpr explicit Uuid(const Bytes& bytes) : bytes_(bytes) {}

    // Only the 36-character form with hyphens, upper or lower case.
    static std::optional<Uuid> Parse(std::string_view text);
    // Version 5 (SHA-1 of namespace and name).
    static Uuid Derive(const Uuid& name_space, std::string_view name);
    // Version 4, from the system's random source. Throws std::runtime_error when there is none.
    static Uuid Random();

    bool IsNil() const { return *this == Uuid(); }
    const Bytes& AsBytes() const { return bytes_; }
    std::string ToString() const;

    friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;

private:
    Bytes bytes_{};
};

}  // namespace clearway::core

template <>
struct std::hash<clearway::core::Uuid> {
    std::size_t operator()(const clearway::core::Uuid& id) const noexcept {
        // Bytes of a version 4 or 5 id are evenly spread already.
        std::size_t value = 0;
        for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | id.AsBytes()[i];
        return value;
    }
};
