// SPDX-License-Identifier: Apache-2.0
#include "cli/packed_file.h"

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace clearway::cli {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, gzip header and checksum

bool IsGzip(std::span<const char> bytes) {
    return bytes.size() >= 2 && bytes[0] == '\x1F' && bytes[1] == '\x8B';
}

}  // namespace

void PackedFile::InflateEnd::operator()(z_stream_s* stream) const {
    inflateEnd(stream);
    delete stream;
}

PackedFile::PackedFile(const std::string& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        Fail("is missing");
    } else if (!std::filesystem::is_regular_file(status) && !std::filesystem::is_fifo(status)) {
        Fail("is neither a file nor a pipe");
    } else {
        if (std::filesystem::is_regular_file(status))
            size_ = std::filesystem::file_size(path, error);
        file_ = std::make_unique<std::ifstream>(path, std::ios::binary);
        if (!*file_) Fail("cannot be read");
    }
}

PackedFile::PackedFile(StandardInput)
    : file_(std::make_unique<std::istream>(std::cin.rdbuf())), is_standard_input_(true) {}

PackedFile::PackedFile(Bytes file) : size_(file.bytes.size()) {
    file_ = std::make_unique<std::istringstream>(std::move(file.bytes), std::ios::binary);
}

double PackedFile::ShareRead() const {
    return size_ == 0 ? 0 : static_cast<double>(bytes_read_) / static_cast<double>(size_);
}

std::optional<std::size_t> PackedFile::Fail(std::string fault) {
    fault_ = std::move(fault);
    return std::nullopt;
}

// False: no more bytes.
bool PackedFile::Fill() {
    file_->read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    input_ = std::span(buffer_).first(static_cast<std::size_t>(file_->gcount()));
    bytes_read_ += input_.size();
    digest_.Add({input_.data(), input_.size()});
    // Streams over C's own end where those cannot be read.
    if (file_->bad() || (is_standard_input_ && std::ferror(stdin) != 0)) Fail("cannot be read");
    return !input_.empty();
}

bool PackedFile::Start() {
    started_ = true;
    Fill();
    if (!IsGzip(input_)) return true;
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), kGzipWindow) != Z_OK) return false;
    stream_.reset(stream.release());
    return true;
}

std::optional<std::size_t> PackedFile::Read(std::span<char> room) {
    if (!fault_.empty()) return std::nullopt;
    if (!started_ && !Start()) return Fail("zlib cannot start");
    return stream_ ? Inflate(room) : Copy(room);
}

std::optional<std::size_t> PackedFile::Copy(std::span<char> room) {
    if (input_.empty()) Fill();
    if (!fault_.empty()) return std::nullopt;
    const auto count = std::min(room.size(), input_.size());
    std::copy_n(input_.begin(), count, room.begin());
    input_ = input_.subspan(count);
    return count;
}

std::optional<std::size_t> PackedFile::Inflate(std::span<char> room) {
    stream_->next_out = reinterpret_cast<Bytef*>(room.data());
    stream_->avail_out = static_cast<uInt>(room.size());
    while (stream_->avail_out == room.size()) {
        if (input_.empty() && !Fill()) {
            if (!fault_.empty()) return std::nullopt;
            if (!between_members_) return Fail("is not whole gzip: it ends too early");
            break;
        }
        if (between_members_) inflateReset(stream_.get());
        stream_->next_in = reinterpret_cast<Bytef*>(input_.data());
        stream_->avail_in = static_cast<uInt>(input_.size());
        const int state = inflate(stream_.get(), Z_NO_FLUSH);
        input_ = input_.last(stream_->avail_in);
        if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
            return Fail("is not whole gzip: its bytes are damaged");
        between_members_ = state == Z_STREAM_END;
    }
    return room.size() - stream_->avail_out;
}

}  // namespace clearway::cli
