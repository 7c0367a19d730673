// SPDX-License-Identifier: Apache-2.0
#include "gateway/operator/linked_services.h"

#include "clearway/audit/v1/audit_service.pb.h"
#include "gateway/transcode/linked_services.h"

namespace clearway::gateway::console {

std::vector<const google::protobuf::FileDescriptor*> OperatorServices() {
    auto services = LinkedServices();
    services.push_back(audit::v1::Checkpoint::descriptor()->file());
    return services;
}

}  // namespace clearway::gateway::console
