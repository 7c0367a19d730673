// SPDX-License-Identifier: Apache-2.0
// EventLogService for any service: its part of the audit trail of one payment, and its facts with
// their payloads. The service tells which streams belong to a payment; ids are derived, so no index
// is needed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/ids.h"
#include "postgres/read_pool.h"
#include "rpc/adapter.h"

namespace grpc {
class Service;
}

namespace clearway::events {

using StreamsOfPayment = std::function<std::vector<core::Uuid>(const core::PaymentId&)>;

// All references must outlive the returned service.
std::unique_ptr<grpc::Service> MakeEventLogService(std::string service, rpc::Adapter& adapter,
                                                   postgres::ReadPool& readers,
                                                   StreamsOfPayment streams);

}  // namespace clearway::events
