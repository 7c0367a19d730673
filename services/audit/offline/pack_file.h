// SPDX-License-Identifier: Apache-2.0
// The file of an evidence pack (docs/evidence_pack_file.md): the signed statement, a line "---",
// and one JSON document whose digest the statement has. Reading is strict and judges no proof.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/audit/usecase/evidence_pack.h"

namespace clearway::audit {

inline constexpr std::string_view kPackBodyLine = "---\n";

// The JSON document.
std::string BodyOf(const EvidencePack& pack);

std::string PackFile(std::string_view statement, std::string_view body);

struct PackParts {
    std::string_view statement;
    std::string_view body;
};
// nullopt without the line between them.
std::optional<PackParts> PartsOf(std::string_view file);

struct ParsedPack {
    std::optional<EvidencePack> pack;
    std::string fault;  // "facts[3].proof: no list of hashes"; empty when there is a pack
};
ParsedPack ParsePackBody(std::string_view body);

}  // namespace clearway::audit
