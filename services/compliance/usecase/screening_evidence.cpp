// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/screening_evidence.h"

#include <boost/json/serialize.hpp>

#include "services/compliance/domain/cases/case_words.h"
#include "services/compliance/domain/screening/explanation.h"

namespace clearway::compliance {
namespace {

namespace json = boost::json;

json::array PartsOf(const NameComparison& comparison) {
    json::array parts;
    for (const auto& part : comparison.matched)
        parts.push_back({{"screened", part.screened},
                         {"listed", part.listed},
                         {"how", NameOf(part.how)},
                         {"similarity", part.similarity},
                         {"weight", part.weight}});
    return parts;
}

json::object CandidateOf(const std::string& name, const NameMatch& match,
                         const TokenStatistics& statistics) {
    const auto comparison = CompareNames(name, match.listed_name, match.type, statistics);
    return {{"entry_number", match.entry_number},
            {"entry_id", match.entry_id},
            {"listed_name", match.listed_name},
            {"program", match.program},
            {"score", match.score},
            {"parts", PartsOf(comparison)},
            {"explanation", Explain(comparison)}};
}

json::array CandidatesOf(const std::string& name, const LoadedLists& lists) {
    json::array candidates;
    for (const auto& match : lists.Screen(Normalise(name)))
        candidates.push_back(CandidateOf(name, match, lists.GetScreener().Statistics()));
    return candidates;
}

}  // namespace

std::string DescribeScreening(const ScreenCommand& command, const LoadedLists& lists) {
    json::array parties;
    for (const auto& party : command.parties) {
        const auto& name = party.name.Reveal();
        parties.push_back({{"role", WordOf(party.role)},
                           {"name", name},
                           {"candidates", CandidatesOf(name, lists)}});
    }
    return json::serialize(json::object{{"payment_id", command.payment.ToString()},
                                        {"list_version", lists.Version()},
                                        {"parties", std::move(parties)}});
}

}  // namespace clearway::compliance
