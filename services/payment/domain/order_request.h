// SPDX-License-Identifier: Apache-2.0
// What brought an order; told by the payment's first fact, and not kept in its row.
#pragma once

#include <cstdint>
#include <string>

namespace clearway::payment {

struct OrderRequest {
    std::string request_id = {};     // of an order of a file: "<file id>/<position>"
    std::int32_t file_position = 0;  // from 1; 0: it came by the API
};

}  // namespace clearway::payment
