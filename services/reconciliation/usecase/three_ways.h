// SPDX-License-Identifier: Apache-2.0
// Queries over the three ways of payments: one, those that do not agree, how many there are of
// each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "services/reconciliation/domain/three_way.h"

namespace clearway::reconciliation {

struct ThreeWaySlice {
    std::vector<ThreeWay> three_ways;
    // The last payment that was looked at, if there are more behind it. Of one that began to agree
    // meanwhile there may be nothing to say.
    std::optional<core::PaymentId> more_behind = {};
};

class ThreeWayReader {
public:
    virtual ~ThreeWayReader() = default;
    // Errors of all: kOverloaded, kUnavailable.
    // kNotFound: nobody has told of the payment.
    virtual async::Task<core::Result<ThreeWay>> Find(core::PaymentId payment) = 0;
    // Those that do not agree, behind that payment in the order of their ids.
    virtual async::Task<core::Result<ThreeWaySlice>> List(core::PaymentId after,
                                                          std::int64_t limit) = 0;
    virtual async::Task<core::Result<ThreeWayCounts>> Count() = 0;
};

struct ListThreeWaysQuery {
    std::int32_t page_size = 0;  // 0: 50
    std::string page_token;
};
struct ThreeWayPage {
    std::vector<ThreeWay> three_ways;
    std::string next_page_token;
};

// Errors: kInvalidArgument for page_size or page_token; those of the reader.
async::Task<core::Result<ThreeWayPage>> ListThreeWays(ThreeWayReader& reader,
                                                      ListThreeWaysQuery query);

}  // namespace clearway::reconciliation
