// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/desk_service.h"

#include "services/fraud/rpc/list_parties.h"
#include "services/fraud/rpc/read_cases.h"

namespace clearway::fraud {

namespace {

constexpr char kListParty[] = "clearway.fraud.v1.FraudDeskService.ListParty";
constexpr char kUnlistParty[] = "clearway.fraud.v1.FraudDeskService.UnlistParty";
constexpr char kListParties[] = "clearway.fraud.v1.FraudDeskService.ListParties";
constexpr char kListCases[] = "clearway.fraud.v1.FraudDeskService.ListCases";
constexpr char kGetCase[] = "clearway.fraud.v1.FraudDeskService.GetCase";

}  // namespace

FraudDeskService::FraudDeskService(rpc::Adapter& adapter, PartyDesk& parties, ReadCases& cases)
    : adapter_(adapter),
      list_([&parties](rpc::CallContext& call, const v1::ListPartyRequest& request) {
          return ListPartyCall(parties, call, request);
      }),
      unlist_([&parties](rpc::CallContext& call, const v1::UnlistPartyRequest& request) {
          return UnlistPartyCall(parties, call, request);
      }),
      parties_([&parties](rpc::CallContext&, const v1::ListPartiesRequest& request) {
          return ListPartiesCall(parties, request);
      }),
      cases_([&cases](rpc::CallContext&, const v1::ListCasesRequest& request) {
          return ListCasesCall(cases, request);
      }),
      case_([&cases](rpc::CallContext&, const v1::GetCaseRequest& request) {
          return GetCaseCall(cases, request);
      }) {
    adapter_.Offer(kListParty, list_);
    adapter_.Offer(kUnlistParty, unlist_);
    adapter_.Offer(kListParties, parties_);
    adapter_.Offer(kListCases, cases_);
    adapter_.Offer(kGetCase, case_);
}

grpc::ServerUnaryReactor* FraudDeskService::ListParty(grpc::CallbackServerContext* context,
                                                      const v1::ListPartyRequest* request,
                                                      v1::PartyListing* response) {
    return adapter_.Serve<v1::ListPartyRequest, v1::PartyListing>(context, request, response,
                                                                  kListParty, list_);
}

grpc::ServerUnaryReactor* FraudDeskService::UnlistParty(grpc::CallbackServerContext* context,
                                                        const v1::UnlistPartyRequest* request,
                                                        v1::PartyListing* response) {
    return adapter_.Serve<v1::UnlistPartyRequest, v1::PartyListing>(context, request, response,
                                                                    kUnlistParty, unlist_);
}

grpc::ServerUnaryReactor* FraudDeskService::ListParties(grpc::CallbackServerContext* context,
                                                        const v1::ListPartiesRequest* request,
                                                        v1::ListPartiesResponse* response) {
    return adapter_.Serve<v1::ListPartiesRequest, v1::ListPartiesResponse>(
        context, request, response, kListParties, parties_);
}

grpc::ServerUnaryReactor* FraudDeskService::ListCases(grpc::CallbackServerContext* context,
                                                      const v1::ListCasesRequest* request,
                                                      v1::ListCasesResponse* response) {
    return adapter_.Serve<v1::ListCasesRequest, v1::ListCasesResponse>(context, request, response,
                                                                       kListCases, cases_);
}

grpc::ServerUnaryReactor* FraudDeskService::GetCase(grpc::CallbackServerContext* context,
                                                    const v1::GetCaseRequest* request,
                                                    v1::CaseFile* response) {
    return adapter_.Serve<v1::GetCaseRequest, v1::CaseFile>(context, request, response, kGetCase,
                                                            case_);
}

}  // namespace clearway::fraud
