// SPDX-License-Identifier: Apache-2.0
// Screens what is known of a party against the lists: all its names, with its facts. Nothing is
// remembered as screened before what was found has its alert: a crash between repeats it, and
// raises the same alert again.
#pragma once

#include <set>

#include "services/compliance/usecase/active_list.h"
#include "services/compliance/usecase/exceptions/ports.h"
#include "services/compliance/usecase/name_digests.h"
#include "services/compliance/usecase/parties/ports.h"
#include "services/compliance/usecase/ports.h"

namespace clearway::compliance {

class ScreenParty {
public:
    struct Ports {
        const ActiveList& lists;
        CaseCommands& cases;
        PartyCommands& parties;
        PartyQueries& party_queries;
        ExceptionCommands& exceptions;
        ExceptionQueries& exception_queries;
        NameDigests& digests;
        const core::Clock& clock;
    };

    explicit ScreenParty(Ports ports);

    // The party after it. Errors: kOverloaded, kUnavailable: it is not screened then.
    async::Task<core::Result<Party>> Run(Party party, std::string traceparent);

    // Those that were stored and not screened: a crash, or keys or database out of reach, came
    // between, or a rescreening could not read them. How many were screened. One whose record does
    // not open has an alert, stays due and is passed over. Errors: as Run; what is left is left for
    // the next time. For one thread.
    async::Task<core::Result<std::size_t>> RunUnscreened();

private:
    async::Task<core::Result<core::Done>> Tell(PartyId unreadable);

    Ports ports_;
    std::set<PartyId> told_;  // by this process, while they have a case and do not open
    const metrics::Gauge unreadable_;
};

}  // namespace clearway::compliance
