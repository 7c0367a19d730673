// SPDX-License-Identifier: Apache-2.0
// The columns of a comma-separated list by their names, in any order; a column may have had several
// names over the years.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clearway::compliance {

class Columns {
public:
    explicit Columns(std::vector<std::string> names) : names_(std::move(names)) {}

    std::size_t Count() const { return names_.size(); }
    bool Has(std::initializer_list<std::string_view> called) const;
    // The first that is not among `known`; empty: all are.
    std::string FirstUnknown(std::span<const std::string_view> known) const;
    // The first that is there twice; empty: none.
    std::string FirstDoubled() const;
    // The field of a row, trimmed; empty where the list does not have the column.
    std::string_view In(const std::vector<std::string>& row,
                        std::initializer_list<std::string_view> called) const;

private:
    std::optional<std::size_t> Place(std::initializer_list<std::string_view> called) const;

    std::vector<std::string> names_;
};

}  // namespace clearway::compliance
