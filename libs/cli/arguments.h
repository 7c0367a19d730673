// SPDX-License-Identifier: Apache-2.0
// The words after a command: --name VALUE and --flag, in any order; each at most once, but for
// those that say they may be repeated.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::cli {

struct Arguments {
    bool help = false;
    std::string fault;  // what could not be understood; empty: all was
    std::map<std::string, std::string, std::less<>> values;

    std::map<std::string, std::vector<std::string>, std::less<>> repeated;

    bool Has(std::string_view name) const { return values.contains(name); }
    std::string Text(std::string_view name, std::string_view otherwise = "") const;
    // The values of a repeated name in their order.
    std::vector<std::string> All(std::string_view name) const;
    // nullopt: no whole number between the bounds.
    std::optional<std::int64_t> Number(std::string_view name, std::int64_t otherwise,
                                       std::int64_t least, std::int64_t most) const;
};

Arguments ReadArguments(std::span<const std::string> words,
                        std::initializer_list<std::string_view> with_value,
                        std::initializer_list<std::string_view> flags,
                        std::initializer_list<std::string_view> repeated = {});

}  // namespace clearway::cli
