// SPDX-License-Identifier: Apache-2.0
// Reads a file, plain or gzip, in pieces from front to back: what is in it, and the digest of the
// bytes as they lie on the disk, or came. A pipe is read like a file; its end is not known before.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/digest.h"

struct z_stream_s;

namespace clearway::cli {

class PackedFile {
public:
    struct Bytes {
        std::string bytes;
    };
    struct StandardInput {};
    explicit PackedFile(const std::string& path);
    explicit PackedFile(StandardInput);
    explicit PackedFile(Bytes file);  // one that is in memory

    // How many bytes of `room` were filled; 0: the end. nullopt: see Fault. A gzip file that is cut
    // short is a fault, once its end should come.
    std::optional<std::size_t> Read(std::span<char> room);

    const std::string& Fault() const { return fault_; }
    // On the disk; 0: of a pipe.
    std::uint64_t Size() const { return size_; }
    std::uint64_t BytesRead() const { return bytes_read_; }
    // 0 to 1; of a pipe nobody knows how much will come: 0.
    double ShareRead() const;
    // In hex, of the bytes on the disk. Of use at the end only; may be asked once.
    std::string Digest() { return core::ToHex(digest_.Finish()); }

private:
    struct InflateEnd {
        void operator()(z_stream_s* stream) const;
    };

    std::optional<std::size_t> Fail(std::string fault);
    bool Fill();
    bool Start();
    std::optional<std::size_t> Copy(std::span<char> room);
    std::optional<std::size_t> Inflate(std::span<char> room);

    std::unique_ptr<std::istream> file_;
    std::string fault_;
    std::uint64_t size_ = 0;
    std::uint64_t bytes_read_ = 0;
    core::Sha256Stream digest_;
    std::array<char, 65536> buffer_;
    std::span<char> input_;  // of the buffer: not yet taken
    bool is_standard_input_ = false;
    bool started_ = false;
    bool between_members_ = false;
    std::unique_ptr<z_stream_s, InflateEnd> stream_;  // nullptr: the file is plain
};

}  // namespace clearway::cli
