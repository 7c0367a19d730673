// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/verify_bundle.h"

#include <vector>

#include "services/audit/offline/log_file.h"

namespace clearway::audit {

namespace {

struct Claim {
    std::uint64_t line = 0;
    std::uint64_t sequence = 0;
    merkle::Hash leaf;
    std::vector<merkle::Hash> proof;
};

class BundleVerification {
public:
    explicit BundleVerification(LineReader& lines) : lines_(lines) {}

    Verdict Run(const crypto::PublicKey& key, std::string_view origin) {
        while (ReadClaim()) {
        }
        if (verdict_.Verified() && Open(key, origin)) Prove();
        return std::move(verdict_);
    }

private:
    // False at the checkpoint's line, or with a fault.
    bool ReadClaim() {
        const auto line = lines_.Next();
        if (!line) return Fail(lines_.Line(), "the file ends before its checkpoint");
        if (*line == kCheckpointLine) return false;
        const auto entry = ParseEntryLine(*line);
        if (!entry) return Fail(lines_.Line(), "it is no entry of a bundle");
        if (!claims_.empty() && entry->sequence <= claims_.back().sequence)
            return Fail(lines_.Line(), "entries are twice or out of their order");
        claims_.push_back({.line = lines_.Line(),
                           .sequence = entry->sequence,
                           .leaf = merkle::HashLeaf(entry->leaf),
                           .proof = {}});
        const auto second = lines_.Next();
        const auto proof = second ? ParseProofLine(*second) : std::nullopt;
        if (!proof) return Fail(lines_.Line(), "the proof of the entry before is missing");
        claims_.back().proof = HashesOf(*proof);
        ++verdict_.entries;
        return true;
    }

    bool Open(const crypto::PublicKey& key, std::string_view origin) {
        if (claims_.empty()) return Fail(0, "there is no entry in it");
        const auto note = lines_.Rest();
        auto opened = note ? merkle::OpenCheckpoint(*note, key, origin)
                           : merkle::OpenedCheckpoint{std::nullopt, "is longer than any"};
        if (!opened.checkpoint) return Fail(lines_.Line(), "the checkpoint " + opened.fault);
        verdict_.checkpoint = std::move(opened.checkpoint);
        return true;
    }

    void Prove() {
        const auto& tree = verdict_.checkpoint->tree;
        for (const auto& claim : claims_) {
            if (merkle::VerifyInclusion(claim.leaf, claim.sequence, tree.size, claim.proof,
                                        tree.root))
                continue;
            verdict_.entry = claim.sequence;
            Fail(claim.line, "entry " + std::to_string(claim.sequence) +
                                 " is not what was logged, or its proof was changed");
            return;
        }
    }

    bool Fail(std::uint64_t line, std::string fault) {
        verdict_.fault = std::move(fault);
        verdict_.line = line;
        return false;
    }

    LineReader& lines_;
    std::vector<Claim> claims_;
    Verdict verdict_{.kind = "bundle"};
};

}  // namespace

Verdict VerifyBundle(LineReader& lines, const crypto::PublicKey& key, std::string_view origin) {
    return BundleVerification(lines).Run(key, origin);
}

}  // namespace clearway::audit
