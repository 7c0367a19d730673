// SPDX-License-Identifier: Apache-2.0
// Routes from method descriptors: the http rule and the operation option of each method, checked.
// Internal to this room. Must not compare routes with each other: that is the table's business.
#pragma once

#include <vector>

#include "gateway/transcode/route_table.h"

namespace clearway::gateway {

// Throws std::runtime_error that names the method.
std::vector<Route> ReadRoutes(const google::protobuf::FileDescriptor& file);

}  // namespace clearway::gateway
