// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/screening_evidence.h"

#include <boost/json/serialize.hpp>

#include "services/compliance/domain/cases/case_words.h"

namespace clearway::compliance {
namespace {

namespace json = boost::json;

json::array CandidatesOf(const std::string& name, const LoadedLists& lists) {
    json::array candidates;
    for (const auto& match : lists.Screen(Normalise(name)))
        candidates.push_back({{"entry_number", match.entry_number},
                              {"entry_id", match.entry_id},
                              {"listed_name", match.listed_name},
                              {"program", match.program},
                              {"score", match.score}});
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
