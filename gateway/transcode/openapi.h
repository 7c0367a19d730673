// SPDX-License-Identifier: Apache-2.0
// The OpenAPI 3.1 document of a route table, so that the contract served is the contract enforced.
// Deterministic: the same descriptors give the same bytes. Must not name a route.
#pragma once

#include <string>

#include "gateway/transcode/route_table.h"

namespace clearway::gateway {

// JSON with two spaces of indent and a final newline.
std::string OpenApiDocument(const RouteTable& routes);

}  // namespace clearway::gateway
