// SPDX-License-Identifier: Apache-2.0
// Columns of a batch as PostgreSQL array literals, for set-based statements over unnest(): one
// parameter a column ($1::uuid[], $2::bigint[], ...), one round trip a batch.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/ids.h"
#include "core/uuid.h"

namespace clearway::postgres {

class ArrayBuilder {
public:
    void Add(std::int64_t value);
    void Add(bool value);
    void Add(const core::Uuid& value);
    void Add(core::Timestamp value);  // timestamptz
    void AddText(std::string_view value);
    void AddBytes(std::string_view value);  // bytea
    void AddNull();
    template <class Tag>
    void Add(const core::Id<Tag>& id) {
        Add(id.value);
    }
    template <class T>
    void AddOptional(const std::optional<T>& value) {
        if (value) {
            Add(*value);
        } else {
            AddNull();
        }
    }

    // The literal; the builder is empty again afterwards.
    std::string Take();

private:
    void Separate();

    std::string text_ = "{";
};

}  // namespace clearway::postgres
