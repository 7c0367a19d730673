// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/list_version.h"

#include <utility>

#include "core/ids.h"
#include "services/compliance/domain/list/list_bytes.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kPrefix = 12;  // hex digits of a digest in a name

// Names in this space are "source\nchecksum\ncontent".
constexpr core::Uuid kNamespace(core::Uuid::Bytes{0x5f, 0x1d, 0x0b, 0x8e, 0x8a, 0x0c, 0x4b, 0x0f,
                                                  0x9d, 0x6e, 0x21, 0x7c, 0x3a, 0x54, 0x9e, 0x10});

}  // namespace

KeptList KeepList(ListVersion origin, SanctionsList list) {
    KeptList kept{.version = std::move(origin), .bytes = {}};
    auto& version = kept.version;
    if (list.version.empty()) {
        const auto digest = core::ToHex(core::Sha256(PackList(list)));
        list.version = version.source + "-" + (version.date.empty() ? "undated" : version.date) +
                       "/" + digest.substr(0, kPrefix);
    }
    kept.bytes = PackList(list);
    version.version = list.version;
    version.content = core::Sha256(kept.bytes);
    version.entries = static_cast<std::int64_t>(list.entries.size());
    version.names = static_cast<std::int64_t>(list.names.size());
    version.id =
        core::Uuid::Derive(kNamespace, version.source + "\n" + core::ToHex(version.checksum) +
                                           "\n" + core::ToHex(version.content));
    return kept;
}

core::Sha256Digest ChecksumOf(const std::vector<std::string>& file_digests) {
    std::string all;
    for (const auto& digest : file_digests) all += digest + "\n";
    return core::Sha256(all);
}

}  // namespace clearway::compliance
