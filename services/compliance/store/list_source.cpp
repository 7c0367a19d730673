// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/list_source.h"

#include <zlib.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "services/compliance/store/built_in_list.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kUnpackedBytesMax = std::size_t{256} << 20;
constexpr int kGzipWindow = 15 + 16;  // the largest window, gzip header and checksum

core::Error Broken(std::string what) {
    return {.code = core::ErrorCode::kUnavailable, .detail = std::move(what)};
}

struct InflateEnd {
    void operator()(z_stream* stream) const { inflateEnd(stream); }
};

core::Result<std::string> ReadFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Broken(path.filename().string() + " cannot be read");
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

core::Result<std::string> Gunzip(std::string_view packed) {
    z_stream stream{};
    if (inflateInit2(&stream, kGzipWindow) != Z_OK) return Broken("zlib cannot start");
    const std::unique_ptr<z_stream, InflateEnd> end(&stream);
    // zlib does not write to its input; the interface is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    std::array<char, 65536> buffer;
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        state = inflate(&stream, Z_NO_FLUSH);
        text.append(buffer.data(), buffer.size() - stream.avail_out);
        if (text.size() > kUnpackedBytesMax) return Broken("the file unpacks to too much");
    }
    if (state != Z_STREAM_END) return Broken("the file is not whole gzip");
    return text;
}

core::Result<ListFiles> BuiltInListFiles() {
    ListFiles files;
    for (const auto& [packed, text] :
         {std::pair(BuiltInSdn(), &files.sdn), std::pair(BuiltInAlt(), &files.alt),
          std::pair(BuiltInComments(), &files.comments)}) {
        auto unpacked = Gunzip(packed);
        if (!unpacked) return std::move(unpacked).error();
        *text = std::move(*unpacked);
    }
    return files;
}

core::Result<std::string> ReadListFile(const std::string& folder, const std::string& name) {
    const std::filesystem::path path(folder);
    const auto plain = path / (name + ".csv");
    if (std::filesystem::exists(plain)) return ReadFile(plain);
    auto packed = ReadFile(path / (name + ".csv.gz"));
    if (!packed) return packed;
    auto text = Gunzip(*packed);
    if (!text) return Broken(name + ".csv.gz: " + text.error().detail);
    return text;
}

core::Result<ListFiles> ReadListFolder(const std::string& folder) {
    ListFiles files;
    for (const auto& [name, text] : {std::pair("sdn", &files.sdn), std::pair("alt", &files.alt),
                                     std::pair("sdn_comments", &files.comments)}) {
        auto read = ReadListFile(folder, name);
        if (!read) return std::move(read).error();
        *text = std::move(*read);
    }
    return files;
}

}  // namespace clearway::compliance
