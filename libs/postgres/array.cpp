// SPDX-License-Identifier: Apache-2.0
#include "postgres/array.h"

#include <utility>

namespace clearway::postgres {
namespace {

// Types of the server's own, whose numbers never change (pg_type.dat).
constexpr std::uint32_t kBool = 16;
constexpr std::uint32_t kBytea = 17;
constexpr std::uint32_t kInt8 = 20;
constexpr std::uint32_t kText = 25;
constexpr std::uint32_t kTimestamptz = 1184;
constexpr std::uint32_t kUuid = 2950;

constexpr std::uint32_t kNull = 0xFFFFFFFF;  // as a length
constexpr std::size_t kHeaderBytes = 20;
// PostgreSQL counts from 2000-01-01, we from 1970-01-01.
constexpr std::int64_t kEpochMicros = 946'684'800'000'000;

void PutInt32(char* at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) at[i] = static_cast<char>(value >> (24 - 8 * i) & 0xFF);
}

}  // namespace

BinaryArray::BinaryArray(std::uint32_t element_type) : element_type_(element_type) { Begin(); }

void BinaryArray::Begin() {
    bytes_.assign(kHeaderBytes, '\0');
    count_ = 0;
    has_nulls_ = false;
}

void BinaryArray::AppendInt32(std::uint32_t value) {
    char bytes[4];
    PutInt32(bytes, value);
    bytes_.append(bytes, 4);
}

void BinaryArray::AddNull() {
    has_nulls_ = true;
    ++count_;
    AppendInt32(kNull);
}

void BinaryArray::AddElement(std::string_view bytes) {
    ++count_;
    AppendInt32(static_cast<std::uint32_t>(bytes.size()));
    bytes_.append(bytes);
}

void BinaryArray::AddElement(std::int64_t value) {
    ++count_;
    AppendInt32(8);
    AppendInt32(static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) >> 32));
    AppendInt32(static_cast<std::uint32_t>(value));
}

pqxx::binarystring BinaryArray::Take() {
    char* header = bytes_.data();
    PutInt32(header, count_ > 0 ? 1 : 0);  // dimensions
    PutInt32(header + 4, has_nulls_ ? 1 : 0);
    PutInt32(header + 8, element_type_);
    PutInt32(header + 12, count_);
    PutInt32(header + 16, 1);  // the first index
    if (count_ == 0) bytes_.resize(12);
    pqxx::binarystring parameter(bytes_.data(), bytes_.size());
    Begin();
    return parameter;
}

IntegerArray::IntegerArray() : BinaryArray(kInt8) {}
BoolArray::BoolArray() : BinaryArray(kBool) {}
UuidArray::UuidArray() : BinaryArray(kUuid) {}
TimestampArray::TimestampArray() : BinaryArray(kTimestamptz) {}
TextArray::TextArray() : BinaryArray(kText) {}
BytesArray::BytesArray() : BinaryArray(kBytea) {}

void UuidArray::Add(const core::Uuid& value) {
    const auto& bytes = value.AsBytes();
    AddElement(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void TimestampArray::Add(core::Timestamp value) {
    AddElement(core::ToMicros(value) - kEpochMicros);
}

}  // namespace clearway::postgres
