// SPDX-License-Identifier: Apache-2.0
// Collects an evidence pack from the services that hold its parts. A fact that no checkpoint covers
// yet is waited for: a pack has proofs for all that is in it, or there is none.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/audit/usecase/evidence_pack.h"
#include "services/audit/usecase/pack_statement.h"

namespace clearway::audit {

// Why there is no pack; said to the operator.
struct NoPack : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The parts, wherever they are. All methods throw NoPack.
class PackSources {
public:
    virtual ~PackSources() = default;

    struct Found {
        std::vector<PackedFact> facts;  // without proofs
        std::vector<PackedDocument> documents;
        std::string case_view;  // empty: there is no case
    };
    // Everything that the services stored of the subject.
    virtual Found Find(const PackSubject& subject) = 0;

    // Gives each fact that is below the latest checkpoint its number and proof; the note. The
    // others keep an empty proof and number 0.
    struct Proven {
        std::string checkpoint;
        std::size_t facts = 0;
    };
    virtual Proven Prove(std::vector<PackedFact>& facts) = 0;

    // The signed beginning of the pack's file.
    virtual std::string Sign(const PackStatement& statement) = 0;
};

// `wait` is asked while facts are not under a checkpoint, with their count; it returns false to
// give up. Throws NoPack when nothing is known of the subject, or the facts do not get a
// checkpoint.
EvidencePack CollectPack(const PackSubject& subject, core::Timestamp now, PackSources& sources,
                         const std::function<bool(std::size_t)>& wait);

}  // namespace clearway::audit
