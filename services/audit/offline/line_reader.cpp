// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/line_reader.h"

#include <filesystem>
#include <stdexcept>

namespace clearway::audit {

namespace {

// A full tile is 11 KiB; nothing else comes near.
constexpr std::size_t kLineMax = 64 * 1'024;

}  // namespace

LineReader::LineReader(const std::string& path)
    : file_(path, std::ios::binary), buffer_(kLineMax, '\0') {
    std::error_code error;
    size_ = std::filesystem::file_size(path, error);
    if (!file_ || error) throw std::runtime_error(path + " cannot be read");
}

std::optional<std::string_view> LineReader::Next() {
    file_.getline(buffer_.data(), kLineMax);
    const auto count = static_cast<std::size_t>(file_.gcount());
    if (count == 0) return std::nullopt;
    ++line_;
    if (file_.eof()) {
        fault_ = "the file ends within it";
        return std::nullopt;
    }
    if (file_.fail()) {
        fault_ = "it is longer than any line of such a file";
        return std::nullopt;
    }
    read_ += count;
    return std::string_view(buffer_.data(), count - 1);  // it counts the line end
}

std::optional<std::string> LineReader::Rest() {
    std::string rest(kLineMax, '\0');
    file_.read(rest.data(), kLineMax);
    if (!file_.eof()) return std::nullopt;
    rest.resize(static_cast<std::size_t>(file_.gcount()));
    return rest;
}

double LineReader::Share() const {
    return size_ == 0 ? 1 : static_cast<double>(read_) / static_cast<double>(size_);
}

}  // namespace clearway::audit
