// SPDX-License-Identifier: Apache-2.0
// Indented JSON text of a Boost.JSON value, for documents that people read and compare. Internal to
// this room. Must not be used on the path of a call.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>

namespace clearway::gateway {

// Two spaces of indent, members in the order in which they were added, a final newline.
std::string PrettyJson(const boost::json::value& value);

}  // namespace clearway::gateway
