// SPDX-License-Identifier: Apache-2.0
// A signed statement of a log about itself (c2sp.org/tlog-checkpoint): its name, how many leaves it
// has, and their root. Whoever keeps one can tell later whether the log still begins the same way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/ed25519.h"
#include "merkle/verify.h"

namespace clearway::merkle {

struct Checkpoint {
    std::string origin;  // the log's name, by which its key is named too
    TreeState tree;
};

// The signed note. Throws std::invalid_argument for an origin that cannot name a key.
std::string SignCheckpoint(const Checkpoint& checkpoint, const crypto::PrivateKey& key);

struct OpenedCheckpoint {
    std::optional<Checkpoint> checkpoint;
    std::string fault;  // "is not signed by this key"; empty when there is a checkpoint
};

// `origin` empty: that of the checkpoint, whichever it is. One signature, that of the log, and
// nothing beyond the three lines: what is not checked could be changed unseen.
OpenedCheckpoint OpenCheckpoint(std::string_view note, const crypto::PublicKey& key,
                                std::string_view origin = {});

}  // namespace clearway::merkle
