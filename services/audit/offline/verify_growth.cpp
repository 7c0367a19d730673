// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/verify_growth.h"

#include "services/audit/offline/log_file.h"

namespace clearway::audit {

namespace {

Verdict Fault(LineReader& lines, std::string fault) {
    Verdict verdict{.kind = "growth"};
    verdict.fault = std::move(fault);
    verdict.line = lines.Line();
    return verdict;
}

}  // namespace

Verdict VerifyGrowth(LineReader& lines, const crypto::PublicKey& key, std::string_view origin,
                     const merkle::Checkpoint& since) {
    const auto first = lines.Next();
    const auto proof = first ? ParseProofLine(*first) : std::nullopt;
    if (!proof) return Fault(lines, "it is no proof");
    if (lines.Next() != kCheckpointLine) return Fault(lines, "the checkpoint is missing");
    const auto note = lines.Rest();
    auto opened = note ? merkle::OpenCheckpoint(*note, key, origin)
                       : merkle::OpenedCheckpoint{std::nullopt, "is longer than any"};
    if (!opened.checkpoint) return Fault(lines, "the checkpoint " + opened.fault);
    if (opened.checkpoint->origin != since.origin)
        return Fault(lines, "the earlier checkpoint is of another log, " + since.origin);
    if (!merkle::VerifyConsistency(since.tree, opened.checkpoint->tree, HashesOf(*proof)))
        return Fault(lines,
                     "the log does not begin with what the earlier checkpoint states, or "
                     "the proof is of other sizes");
    Verdict verdict{.kind = "growth", .entries = since.tree.size};
    verdict.checkpoint = std::move(opened.checkpoint);
    return verdict;
}

}  // namespace clearway::audit
