// SPDX-License-Identifier: Apache-2.0
// The analysts' gRPC service: one line a call, everything else is the adapter's and the call's own
// file.
#pragma once

#include "rpc/service.h"
#include "services/fraud/usecase/list_parties.h"
#include "services/fraud/usecase/read_cases.h"

namespace clearway::fraud {

class FraudDeskService final : public rpc::Service {
public:
    // The references must outlive the server.
    FraudDeskService(rpc::Adapter& adapter, PartyDesk& parties, ReadCases& cases);
};

}  // namespace clearway::fraud
