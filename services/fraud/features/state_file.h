// SPDX-License-Identifier: Apache-2.0
// A file of plain values under a checksum: what the state of the features is kept in between two
// runs of the service. Little-endian, as in memory. The writer puts the file at its place only when
// all of it is on the disk; the reader trusts nothing before the checksum fits.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace clearway::fraud {

// The file is cut short, damaged, of another program, or cannot be read.
class BadState : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// SHA-256 over what goes through it.
class StateDigest {
public:
    StateDigest();
    ~StateDigest();
    void Update(const void* bytes, std::size_t size);
    std::string Hex() const;  // of what came so far

private:
    struct State;
    std::unique_ptr<State> state_;
};

class StateWriter {
public:
    // Without a path nothing is kept but the digest.
    explicit StateWriter(std::filesystem::path path = {});
    ~StateWriter();  // what was not finished is removed

    void Bytes(const void* bytes, std::size_t size);
    template <class T>
    void Value(const T& value) {
        static_assert(std::has_unique_object_representations_v<T>, "padding has no value");
        Bytes(&value, sizeof value);
    }
    template <class T>
    void Values(std::span<const T> values) {
        Value(static_cast<std::uint64_t>(values.size()));
        static_assert(std::has_unique_object_representations_v<T>, "padding has no value");
        Bytes(values.data(), values.size_bytes());
    }
    std::string Hex() const { return digest_.Hex(); }
    // Writes the checksum, waits for the disk, and puts the file at its place. Throws
    // std::runtime_error; the file that was there before stays then.
    void Finish();

private:
    void Flush();

    std::filesystem::path path_;
    std::filesystem::path draft_;
    int file_ = -1;
    StateDigest digest_;
    std::vector<char> buffer_;
};

class StateReader {
public:
    // Throws BadState.
    explicit StateReader(const std::filesystem::path& path);
    ~StateReader();

    void Bytes(void* bytes, std::size_t size);
    template <class T>
    T Value() {
        static_assert(std::has_unique_object_representations_v<T>);
        T value;
        Bytes(&value, sizeof value);
        return value;
    }
    // As many as Values() wrote, at most `most`.
    template <class T>
    std::vector<T> Values(std::uint64_t most) {
        const auto size = Value<std::uint64_t>();
        if (size > most) Refuse("it holds more than there can be");
        std::vector<T> values(size);
        Bytes(values.data(), size * sizeof(T));
        return values;
    }
    [[noreturn]] void Refuse(const std::string& why) const;
    // Everything was read and the checksum fits; its digest. Throws BadState.
    std::string Finish();

private:
    std::filesystem::path path_;
    std::FILE* file_ = nullptr;
    StateDigest digest_;
};

}  // namespace clearway::fraud
