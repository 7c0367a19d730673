// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/desk_service.h"

#include "clearway/fraud/v1/fraud_desk_service.pb.h"
#include "services/fraud/rpc/list_parties.h"
#include "services/fraud/rpc/read_cases.h"

namespace clearway::fraud {

FraudDeskService::FraudDeskService(rpc::Adapter& adapter, PartyDesk& parties, ReadCases& cases)
    : Service(adapter, "clearway.fraud.v1.FraudDeskService") {
    Serve("ListParty", [&parties](rpc::CallContext& call, const v1::ListPartyRequest& request) {
        return ListPartyCall(parties, call, request);
    });
    Serve("UnlistParty", [&parties](rpc::CallContext& call, const v1::UnlistPartyRequest& request) {
        return UnlistPartyCall(parties, call, request);
    });
    Serve("ListParties", [&parties](rpc::CallContext&, const v1::ListPartiesRequest& request) {
        return ListPartiesCall(parties, request);
    });
    Serve("ListCases", [&cases](rpc::CallContext&, const v1::ListCasesRequest& request) {
        return ListCasesCall(cases, request);
    });
    Serve("GetCase", [&cases](rpc::CallContext&, const v1::GetCaseRequest& request) {
        return GetCaseCall(cases, request);
    });
}

}  // namespace clearway::fraud
