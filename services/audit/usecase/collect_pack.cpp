// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/collect_pack.h"

#include <algorithm>

namespace clearway::audit {

EvidencePack CollectPack(const PackSubject& subject, core::Timestamp now, PackSources& sources,
                         const std::function<bool(std::size_t)>& wait) {
    auto found = sources.Find(subject);
    if (found.facts.empty())
        throw NoPack("no service has a fact of " + subject.kind + " " + subject.id);
    EvidencePack pack{.subject = subject,
                      .collected_at = now,
                      .facts = std::move(found.facts),
                      .documents = std::move(found.documents),
                      .case_view = std::move(found.case_view),
                      .checkpoint = {}};
    for (;;) {
        auto proven = sources.Prove(pack.facts);
        if (proven.facts == pack.facts.size()) {
            pack.checkpoint = std::move(proven.checkpoint);
            break;
        }
        const auto missing = pack.facts.size() - proven.facts;
        if (!wait(missing))
            throw NoPack(std::to_string(missing) +
                         " facts are under no checkpoint of the audit log yet; ask again later");
    }
    std::ranges::sort(pack.facts, {}, &PackedFact::number);
    return pack;
}

}  // namespace clearway::audit
