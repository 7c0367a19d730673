// SPDX-License-Identifier: Apache-2.0
// The proto packages linked into the gateway and the operator's command: the one place that lists
// them, so that the linker keeps their descriptors. A new service adds its line in the .cpp.
#pragma once

#include <vector>

namespace google::protobuf {
class FileDescriptor;
}

namespace clearway::gateway {

// RouteTable routes(LinkedServices());
std::vector<const google::protobuf::FileDescriptor*> LinkedServices();

}  // namespace clearway::gateway
