// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/sign_log.h"

#include "merkle/checkpoint.h"
#include "merkle/tree.h"

namespace clearway::audit {

namespace {

// Why the log does not follow from its last checkpoint; empty when it does.
std::string Contradiction(merkle::Tree& tree, const merkle::TreeState& now,
                          const StoredCheckpoint& last_stored, const LogSigner& signer) {
    const auto last = merkle::OpenCheckpoint(last_stored.note, signer.key.Public(), signer.origin);
    if (!last.checkpoint) return "the last checkpoint " + last.fault;
    const auto& before = last.checkpoint->tree;
    if (before.size > now.size) return "the log is shorter than its last checkpoint";
    if (!merkle::VerifyConsistency(before, now, tree.Consistency(before.size, now.size)))
        return "the log does not begin with what its last checkpoint states";
    return {};
}

}  // namespace

SignedLog SignLog(LogReader& log, const LogSigner& signer) {
    // First, so that what is added meanwhile makes the log longer and not shorter.
    const auto last = log.LatestCheckpoint();
    const auto size = log.Size();
    merkle::Tree tree(log);
    const merkle::TreeState now{.size = size, .root = tree.Root(size)};
    if (last) {
        auto fault = Contradiction(tree, now, *last, signer);
        if (!fault.empty()) return {.size = size, .note = {}, .fault = std::move(fault)};
    }
    return {.size = size,
            .note = merkle::SignCheckpoint({.origin = signer.origin, .tree = now}, signer.key),
            .fault = {}};
}

}  // namespace clearway::audit
