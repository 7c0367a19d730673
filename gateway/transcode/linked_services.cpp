// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/linked_services.h"

#include "clearway/common/v1/event_log.pb.h"
#include "clearway/compliance/v1/case_service.pb.h"
#include "clearway/compliance/v1/compliance_service.pb.h"
#include "clearway/compliance/v1/list_service.pb.h"
#include "clearway/compliance/v1/monitoring_service.pb.h"
#include "clearway/compliance/v1/party_service.pb.h"
#include "clearway/compliance/v1/person_service.pb.h"
#include "clearway/fraud/v1/fraud_desk_service.pb.h"
#include "clearway/fraud/v1/fraud_release_service.pb.h"
#include "clearway/fraud/v1/fraud_service.pb.h"
#include "clearway/payment/v1/payment_file_service.pb.h"
#include "clearway/payment/v1/payment_service.pb.h"
#include "clearway/reconciliation/v1/exception_service.pb.h"
#include "clearway/reconciliation/v1/lineage_service.pb.h"
#include "clearway/reconciliation/v1/reconciliation_service.pb.h"
#include "clearway/reconciliation/v1/statement_service.pb.h"
#include "clearway/reconciliation/v1/three_way_service.pb.h"
#include "clearway/settlement/v1/rail_service.pb.h"
#include "clearway/settlement/v1/settlement_service.pb.h"
#include "clearway/settlement/v1/suspense_service.pb.h"
#include "clearway/settlement/v1/window_service.pb.h"

namespace clearway::gateway {

// Any message of a file leads to its descriptor.
std::vector<const google::protobuf::FileDescriptor*> LinkedServices() {
    return {
        payment::v1::Payment::descriptor()->file(),
        payment::v1::PaymentFile::descriptor()->file(),
        settlement::v1::Account::descriptor()->file(),
        settlement::v1::WindowSummary::descriptor()->file(),
        settlement::v1::RailConflict::descriptor()->file(),
        settlement::v1::SuspendedTransfer::descriptor()->file(),
        fraud::v1::ScoreRequest::descriptor()->file(),
        fraud::v1::Release::descriptor()->file(),
        fraud::v1::PartyListing::descriptor()->file(),
        compliance::v1::Case::descriptor()->file(),
        compliance::v1::RaiseCaseRequest::descriptor()->file(),
        compliance::v1::ListVersion::descriptor()->file(),
        compliance::v1::MonitoringPolicy::descriptor()->file(),
        compliance::v1::PersonErasure::descriptor()->file(),
        compliance::v1::Party::descriptor()->file(),
        reconciliation::v1::Break::descriptor()->file(),
        reconciliation::v1::StatementFile::descriptor()->file(),
        reconciliation::v1::StatementException::descriptor()->file(),
        reconciliation::v1::ThreeWay::descriptor()->file(),
        reconciliation::v1::Lineage::descriptor()->file(),
        common::v1::StoredEvent::descriptor()->file(),
    };
}

}  // namespace clearway::gateway
