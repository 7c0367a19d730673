// SPDX-License-Identifier: Apache-2.0
// A matched HTTP request into the serialised protobuf request of its route, and the serialised
// response into JSON. Checks the shape only: what a value means is the service's business.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "gateway/transcode/route_table.h"

namespace clearway::gateway {

// `query` is the raw text behind '?', `body` the whole body (empty: none; an empty body of a route
// that takes one is {}). Errors are kInvalidArgument with the faulty fields.
core::Result<std::string> BindRequest(const Route& route,
                                      std::span<const PathParameter> path_parameters,
                                      std::string_view query, std::string_view body);

// kInternal when the upstream's bytes are not a message of the route's response type.
core::Result<std::string> RenderResponse(const Route& route, std::string_view serialised);

}  // namespace clearway::gateway
