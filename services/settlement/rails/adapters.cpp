// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/adapters.h"

#include "services/settlement/rails/batch/batch_rail.h"
#include "services/settlement/rails/book/book_rail.h"
#include "services/settlement/rails/instant/instant_rail.h"

namespace clearway::settlement::rails {
namespace {

struct Maker {
    MadeRails& made;

    void Make(const RailTerms& terms) {
        const bool takes_files = terms.kind == "batch";
        if (terms.files && !takes_files)
            made.faults.push_back("rails." + terms.name + ".cut_offs: is of the kind batch");
        if (terms.kind == "book") {
            made.rails.emplace(terms.name, std::make_unique<BookRail>());
        } else if (terms.kind == "instant") {
            Require(terms, "bic", terms.participant.bic);
            Require(terms, "rail_bic", terms.participant.rail_bic);
            made.rails.emplace(terms.name, std::make_unique<InstantRail>(terms.participant));
        } else if (takes_files) {
            Require(terms, "bic", terms.participant.bic);
            Require(terms, "rail_bic", terms.participant.rail_bic);
            if (!terms.files)
                made.faults.push_back("rails." + terms.name + ".cut_offs: is missing");
            made.rails.emplace(terms.name, std::make_unique<BatchRail>(terms.participant));
        } else {
            made.faults.push_back("rails." + terms.name + ".kind: no adapter is of this kind");
        }
    }
    void Require(const RailTerms& terms, const char* key, const std::string& value) {
        if (value.empty())
            made.faults.push_back("rails." + terms.name + "." + key + ": is missing");
    }
};

}  // namespace

MadeRails MakeRails(const RoutingTable& table) {
    MadeRails made;
    for (const auto& terms : table.rails) Maker{made}.Make(terms);
    if (!made.faults.empty()) made.rails.clear();
    return made;
}

}  // namespace clearway::settlement::rails
