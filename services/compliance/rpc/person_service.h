// SPDX-License-Identifier: Apache-2.0
// clearway.compliance.v1.PersonService. Messages in, command, messages out. Never: SQL, a decision.
#pragma once

#include "clearway/compliance/v1/person_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/compliance/usecase/erasures.h"

namespace clearway::compliance {

// Errors: kInvalidArgument.
core::Result<ErasePerson> ReadErasePerson(const v1::ErasePersonRequest& request);

class PersonServiceRpc final : public v1::PersonService::CallbackService {
public:
    // All must outlive the server.
    PersonServiceRpc(rpc::Adapter& adapter, Erasures& erasures, const core::Clock& clock);

    grpc::ServerUnaryReactor* ErasePerson(grpc::CallbackServerContext* context,
                                          const v1::ErasePersonRequest* request,
                                          v1::PersonErasure* response) override;

private:
    async::Task<core::Result<v1::PersonErasure>> Erase(rpc::CallContext& call,
                                                       const v1::ErasePersonRequest& request);

    rpc::Adapter& adapter_;
    Erasures& erasures_;
    const core::Clock& clock_;
    const rpc::Handler<v1::ErasePersonRequest, v1::PersonErasure> erase_;
};

}  // namespace clearway::compliance
