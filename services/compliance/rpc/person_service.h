// SPDX-License-Identifier: Apache-2.0
// clearway.compliance.v1.PersonService. Messages in, command, messages out. Never: SQL, a decision.
#pragma once

#include "clearway/compliance/v1/person_service.pb.h"
#include "rpc/service.h"
#include "services/compliance/usecase/erasures.h"

namespace clearway::compliance {

// Errors: kInvalidArgument.
core::Result<ErasePerson> ReadErasePerson(const v1::ErasePersonRequest& request);

class PersonServiceRpc final : public rpc::Service {
public:
    // All must outlive the server.
    PersonServiceRpc(rpc::Adapter& adapter, Erasures& erasures, const core::Clock& clock);

private:
    async::Task<core::Result<v1::PersonErasure>> Erase(rpc::CallContext& call,
                                                       const v1::ErasePersonRequest& request);

    Erasures& erasures_;
    const core::Clock& clock_;
};

}  // namespace clearway::compliance
