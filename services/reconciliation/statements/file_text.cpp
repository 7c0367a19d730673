// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/file_text.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/packed_file.h"
#include "core/digest.h"

namespace clearway::reconciliation::statements {
namespace {

constexpr std::size_t kBytesMax = std::size_t{1} << 30;
// What is packed tighter is no statement: a bomb is told long before it fills the memory.
constexpr std::size_t kPackedTimesMax = 100;
constexpr std::size_t kPackedFree = std::size_t{16} << 20;
constexpr std::string_view kGzip = "\x1F\x8B";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

void DropByteOrderMark(std::string& text) {
    if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
}

// The text, or the fault.
void ReadAll(cli::PackedFile& file, FileText& read) {
    read.text.reserve(std::min<std::size_t>(file.Size(), kBytesMax));
    std::array<char, 65536> room;
    while (true) {
        const auto count = file.Read(room);
        if (!count) {
            read.fault = file.Fault();
            return;
        }
        if (*count == 0) break;
        read.text.append(room.data(), *count);
        if (read.text.size() > kPackedFree + kPackedTimesMax * file.BytesRead()) {
            read.text.clear();
            read.fault = "unpacks to more than a hundred times its size";
            return;
        }
        if (read.text.size() > kBytesMax) {
            read.text.clear();
            read.fault = "is larger than 1 GiB";
            return;
        }
    }
    DropByteOrderMark(read.text);
}

}  // namespace

FileText ReadFileText(const std::string& path) {
    FileText read{.name = std::filesystem::path(path).filename().string()};
    cli::PackedFile file(path);
    ReadAll(file, read);
    if (read.fault.empty()) read.sha256 = file.Digest();
    return read;
}

FileText ReadFileBytes(std::string name, std::string bytes) {
    FileText read{.name = std::move(name), .sha256 = core::ToHex(core::Sha256(bytes))};
    if (bytes.starts_with(kGzip)) {
        cli::PackedFile file(cli::PackedFile::Bytes{std::move(bytes)});
        ReadAll(file, read);
    } else {
        read.text = std::move(bytes);
        DropByteOrderMark(read.text);
    }
    return read;
}

}  // namespace clearway::reconciliation::statements
