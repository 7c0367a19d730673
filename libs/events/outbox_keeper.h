// SPDX-License-Identifier: Apache-2.0
// The keeper's thread renews the lease and, while the lane is `behind`, publishes from the database:
// on start, after a commit in doubt, when Kafka could not take a fact, and for orphaned lanes.
#pragma once

#include <thread>

#include "events/outbox_state.h"

namespace clearway::events {

class OutboxKeeper {
public:
    // `state` must outlive the keeper.
    explicit OutboxKeeper(OutboxState& state);
    ~OutboxKeeper();  // stops the state

private:
    void Keep();
    void EnsureTopic();
    void CatchUp(postgres::Session& session);
    void Renew(postgres::Session& session);
    void AdoptOthers(postgres::Session& session);

    OutboxState& state_;
    const metrics::Counter republished_;
    Lane seen_;  // as the last renewal found it; epochs begin at 1
    bool topic_known_ = false;
    std::thread thread_;
};

}  // namespace clearway::events
