// SPDX-License-Identifier: Apache-2.0
// One batch of commands about cases: what they touch is loaded once, decided in order, saved once.
// Part of the application's wiring. Never: a decision.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "events/command_runner.h"
#include "services/compliance/domain/cases/case_decision.h"
#include "services/compliance/store/alert_store.h"
#include "services/compliance/store/case_store.h"
#include "services/compliance/store/comment_store.h"

namespace clearway::compliance {

class CaseBatch {
public:
    // All must outlive the batch; it runs once.
    CaseBatch(postgres::Transaction& transaction, std::span<const CaseCommand> commands,
              events::EventSink& sink, Sealer& sealer, const CasePolicy& policy)
        : transaction_(transaction),
          commands_(commands),
          sink_(sink),
          sealer_(sealer),
          policy_(policy) {}

    std::vector<core::Result<Case>> Run();

private:
    struct Latest {
        std::int32_t number = 0;
        core::CaseId id = {};
    };

    void Load();
    void Save();
    void Remember(Case one);
    std::optional<Case> Known(const core::CaseId& id) const;
    std::optional<Case> LatestOf(const Subject& subject) const;
    // The case that has the alert, else the subject's latest.
    std::optional<Case> KnownTo(const RaiseAlert& command) const;
    template <class Command>
    core::Result<Case> Keep(core::Result<CaseDecision> decision, const Command& command);

    core::Result<Case> Raise(const RaiseAlert& command);
    core::Result<Case> Decide(const RaiseAlert& command);
    core::Result<Case> Decide(const ResolveCase& command);
    core::Result<Case> Decide(const AssignCase& command);
    core::Result<Case> Decide(const PrioritiseCase& command);
    core::Result<Case> Decide(const CommentCase& command);
    core::Result<Case> Decide(const NoteReport& command);
    core::Result<Case> Decide(const RecordScreening& command);

    postgres::Transaction& transaction_;
    std::span<const CaseCommand> commands_;
    events::EventSink& sink_;
    Sealer& sealer_;
    const CasePolicy& policy_;
    CasesById cases_;
    std::map<core::Uuid, core::CaseId> of_alert_;
    std::map<Subject, Latest> latest_;
    std::set<core::Uuid> recorded_;   // streams of screenings that are there
    std::set<core::Uuid> commented_;  // comments that are there
    std::set<core::CaseId> changed_;
    std::vector<NewAlert> alerts_;
    std::vector<CasePerson> persons_;
    std::vector<NewComment> comments_;
};

}  // namespace clearway::compliance
