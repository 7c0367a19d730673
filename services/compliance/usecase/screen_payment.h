// SPDX-License-Identifier: Apache-2.0
// Screens the parties of a payment. A hit has its case stored before the answer leaves; a clear
// answer touches no database. It fails closed: a name that cannot be read is a hit without an
// entry. All parties of a payment are screened with the same version of the lists.
#pragma once

#include <string>
#include <vector>

#include "core/sensitive.h"
#include "services/compliance/usecase/active_list.h"
#include "services/compliance/usecase/ports.h"
#include "telemetry/metrics.h"

namespace clearway::compliance {

struct Party {
    PartyRole role;
    core::Sensitive<std::string> name;
};

struct ScreenCommand {
    core::PaymentId payment;
    std::vector<Party> parties;
    std::string traceparent = {};
};

struct ScreenAnswer {
    bool hit = false;
    std::optional<core::CaseId> case_id = {};  // of a hit, also of one that was cleared
    std::string list_version;
};

inline constexpr char kUnreadableName[] = "unreadable_name";

class ScreenPayment {
public:
    // The references must outlive this.
    ScreenPayment(const ActiveList& lists, CaseCommands& cases, const core::Clock& clock);

    // Errors: kOverloaded, kUnavailable when a case could not be stored.
    async::Task<core::Result<ScreenAnswer>> Run(ScreenCommand command);

private:
    std::optional<RaiseAlert> Found(const LoadedLists& lists, const ScreenCommand& command) const;

    const ActiveList& lists_;
    CaseCommands& cases_;
    const core::Clock& clock_;
    metrics::Counter clear_;
    metrics::Counter hit_;
};

}  // namespace clearway::compliance
