// SPDX-License-Identifier: Apache-2.0
// Columns of a batch as PostgreSQL arrays in binary form, for set-based statements over unnest():
// one parameter a column ($1::uuid[], $2::bigint[], ...), one round trip a batch, nothing to parse.
// The statement must name the very type of the class; whole numbers are always bigint[], enums and
// char(n) text[], and the server casts them as it assigns.
#pragma once

#include <cstdint>
#include <optional>
#include <pqxx/binarystring>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/ids.h"
#include "core/uuid.h"

namespace clearway::postgres {

// The wire form: dimensions, whether there are nulls, the element type, then length and bytes of
// each element, all in network order.
class BinaryArray {
public:
    void AddNull();
    // The parameter; the builder is empty again afterwards.
    pqxx::binarystring Take();

protected:
    explicit BinaryArray(std::uint32_t element_type);
    ~BinaryArray() = default;

    void AddElement(std::string_view bytes);
    void AddElement(std::int64_t value);

private:
    void AppendInt32(std::uint32_t value);
    void Begin();

    const std::uint32_t element_type_;
    std::string bytes_;
    std::uint32_t count_ = 0;
    bool has_nulls_ = false;
};

class IntegerArray final : public BinaryArray {  // bigint[]
public:
    IntegerArray();
    void Add(std::int64_t value) { AddElement(value); }
    void AddOptional(const std::optional<std::int64_t>& value) { value ? Add(*value) : AddNull(); }
};

class BoolArray final : public BinaryArray {  // boolean[]
public:
    BoolArray();
    void Add(bool value) { AddElement(std::string_view(value ? "\1" : "\0", 1)); }
};

class UuidArray final : public BinaryArray {  // uuid[]
public:
    UuidArray();
    void Add(const core::Uuid& value);
    template <class Tag>
    void Add(const core::Id<Tag>& id) {
        Add(id.value);
    }
    template <class Id>
    void AddOptional(const std::optional<Id>& value) {
        value ? Add(*value) : AddNull();
    }
    // For columns where no id is null.
    void AddUnlessNil(const core::Uuid& value) { value.IsNil() ? AddNull() : Add(value); }
};

class TimestampArray final : public BinaryArray {  // timestamptz[]
public:
    TimestampArray();
    void Add(core::Timestamp value);
    void AddOptional(const std::optional<core::Timestamp>& value) {
        value ? Add(*value) : AddNull();
    }
};

class TextArray final : public BinaryArray {  // text[]
public:
    TextArray();
    void Add(std::string_view value) { AddElement(value); }
};

class BytesArray final : public BinaryArray {  // bytea[]
public:
    BytesArray();
    void Add(std::string_view value) { AddElement(value); }
};

}  // namespace clearway::postgres
