// SPDX-License-Identifier: Apache-2.0
// The proto packages that operators call and the gateway does not know: linked here and nowhere else.
#pragma once

#include <vector>

namespace google::protobuf {
class FileDescriptor;
}

namespace clearway::gateway::console {

// Those of the gateway, and these.
std::vector<const google::protobuf::FileDescriptor*> OperatorServices();

}  // namespace clearway::gateway::console
