// SPDX-License-Identifier: Apache-2.0
// What a rescreening finds and how far it is, in PostgreSQL: alerts go through the writer of cases,
// then the progress is stored. A stop in between repeats a page, whose alerts have the same ids.
// One process works at a time: it holds a lock of its session. Part of the application's wiring.
#pragma once

#include <string>

#include "async/task.h"
#include "core/clock.h"
#include "postgres/connection.h"
#include "services/compliance/usecase/exceptions/ports.h"
#include "services/compliance/usecase/name_digests.h"
#include "services/compliance/usecase/rescreening.h"

namespace clearway::compliance {

class StoredRescreenings final : public RescreeningBook {
public:
    // Work begins so long after the activation. Within that time every process follows it, so
    // whoever becomes known behind the place where the work is was screened with the new list. The
    // references must outlive it. For one thread.
    StoredRescreenings(const std::string& database_url, CaseCommands& cases,
                       ExceptionCommands& exceptions, NameDigests& digests,
                       const core::Clock& clock, async::Executor executor,
                       std::chrono::seconds settled_after = std::chrono::seconds(15));

    std::optional<Rescreening> Next() override;
    SourceList Changed(const Rescreening& rescreening) override;
    bool Store(const Rescreening& before, const RescreenedPage& page) override;

private:
    void Note(const RescreenedPage& page);
    void RaiseHits(const RescreenedPage& page);
    void Raise(RaiseAlert alert);

    postgres::Connection connection_;
    CaseCommands& cases_;
    ExceptionCommands& exceptions_;
    NameDigests& digests_;
    const core::Clock& clock_;
    const async::Executor executor_;
    const std::chrono::seconds settled_after_;
    bool locked_ = false;  // by the session of connection_
};

}  // namespace clearway::compliance
