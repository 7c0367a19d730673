// SPDX-License-Identifier: Apache-2.0
// Screens a payment: all its parties and its free text. A hit has its case stored before the answer
// leaves; a clear answer of payers without a record touches no database. Of a payer with a record
// the amount is reserved within its limits, unless there is a hit. It fails closed: a name that
// cannot be read is a hit without an entry. All of a payment is screened with the same version of
// the lists.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/money.h"
#include "core/sensitive.h"
#include "services/compliance/usecase/active_list.h"
#include "services/compliance/usecase/find_matches.h"
#include "services/compliance/usecase/limits/ports.h"
#include "services/compliance/usecase/parties/profiles.h"
#include "services/compliance/usecase/ports.h"
#include "telemetry/metrics.h"

namespace clearway::compliance {

struct ScreenedParty {
    PartyRole role;
    core::Sensitive<std::string> name;
    std::string country = {};
    std::optional<PartyId> party = {};      // its customer record
    std::optional<core::Uuid> person = {};  // who they are when they are to be erased: see 0019
};

struct ScreenCommand {
    core::PaymentId payment;
    std::string partner_id = {};
    std::vector<ScreenedParty> parties;
    std::optional<core::Money> amount = {};
    core::Sensitive<std::string> text = {};
    std::string traceparent = {};
};

struct ScreenAnswer {
    bool hit = false;
    std::optional<core::CaseId> case_id = {};  // of a hit, also of one that was cleared
    std::string list_version;
    PayerOutcome payer = PayerOutcome::kNoParty;
};

class ScreenPayment {
public:
    struct Ports {
        const ActiveList& lists;
        CaseCommands& cases;
        Profiles& profiles;
        ExceptionCommands& exceptions;
        LimitCommands& limits;
        NameDigests& digests;
        const core::Clock& clock;
    };

    // The references must outlive this.
    explicit ScreenPayment(Ports ports);

    // Errors: kOverloaded, kUnavailable when a case could not be stored, a record not be read, or
    // an amount not be reserved.
    async::Task<core::Result<ScreenAnswer>> Run(ScreenCommand command);

private:
    // In the order of the parties; nullptr: no record, another partner's, or of who has another
    // name: what is known of a customer says nothing about whom the payment names beside it.
    using Known = std::vector<std::shared_ptr<const PartyProfile>>;

    async::Task<core::Result<Known>> FindKnown(const ScreenCommand& command);
    async::Task<core::Result<Case>> Raise(const ScreenCommand& command, const ScreeningFound& found,
                                          const LoadedLists& lists);
    async::Task<core::Result<PayerOutcome>> Reserve(const ScreenCommand& command);

    Ports ports_;
    metrics::Counter clear_;
    metrics::Counter hit_;
};

}  // namespace clearway::compliance
