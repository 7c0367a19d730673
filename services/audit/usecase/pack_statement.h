// SPDX-License-Identifier: Apache-2.0
// The signed beginning of an evidence pack: whom it is about and the SHA-256 of all that follows. A
// C2SP signed note by the key of the audit log; its first line keeps it apart from checkpoints.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/digest.h"
#include "crypto/ed25519.h"
#include "services/audit/usecase/evidence_pack.h"

namespace clearway::audit {

inline constexpr std::string_view kPackHeader = "clearway-evidence-pack/1";

struct PackStatement {
    PackSubject subject;
    core::Sha256Digest content{};
};

// Throws std::invalid_argument for an origin that cannot name a key, or a subject that is none.
std::string SignPackStatement(const PackStatement& statement, std::string_view origin,
                              const crypto::PrivateKey& key);

struct OpenedPackStatement {
    std::optional<PackStatement> statement;
    std::string fault;  // "is not signed by this key"; empty when there is a statement
};
OpenedPackStatement OpenPackStatement(std::string_view note, std::string_view origin,
                                      const crypto::PublicKey& key);

// Whether it is "payment" or "case" and a UUID.
bool IsPackSubject(const PackSubject& subject);

}  // namespace clearway::audit
