// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/sign_log.h"

#include "merkle/checkpoint.h"
#include "merkle/tree.h"

namespace clearway::audit {

namespace {

merkle::OpenedCheckpoint Open(std::string_view note, const LogSigner& signer) {
    auto opened = merkle::OpenCheckpoint(note, signer.key.Public(), signer.origin);
    if (opened.checkpoint || !signer.former) return opened;
    auto former = merkle::OpenCheckpoint(note, *signer.former, signer.origin);
    return former.checkpoint ? former : opened;
}

// Why the log does not follow from a checkpoint; empty when it does. `which`: "last" or "kept".
std::string Contradiction(merkle::Tree& tree, const merkle::TreeState& now,
                          const merkle::OpenedCheckpoint& opened, const std::string& which) {
    if (!opened.checkpoint) return "the " + which + " checkpoint " + opened.fault;
    const auto& before = opened.checkpoint->tree;
    if (before.size > now.size) return "the log is shorter than its " + which + " checkpoint";
    if (!merkle::VerifyConsistency(before, now, tree.Consistency(before.size, now.size)))
        return "the log does not begin with what its " + which + " checkpoint states";
    return {};
}

}  // namespace

SignedLog SignLog(LogReader& log, const LogSigner& signer,
                  const std::optional<std::string>& kept_note) {
    // First, so that what is added meanwhile makes the log longer and not shorter.
    const auto last = log.LatestCheckpoint();
    const auto size = log.Size();
    merkle::Tree tree(log);
    const merkle::TreeState now{.size = size, .root = tree.Root(size)};
    std::string fault;
    if (last) fault = Contradiction(tree, now, Open(last->note, signer), "last");
    if (fault.empty() && kept_note)
        fault = Contradiction(tree, now, Open(*kept_note, signer), "kept");
    if (!fault.empty()) return {.size = size, .note = {}, .fault = std::move(fault)};
    return {.size = size,
            .note = merkle::SignCheckpoint({.origin = signer.origin, .tree = now}, signer.key),
            .fault = {}};
}

}  // namespace clearway::audit
