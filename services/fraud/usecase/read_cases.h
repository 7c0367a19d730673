// SPDX-License-Identifier: Apache-2.0
// An analyst's case, or a page of payments in review with the token of the next.
#pragma once

#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "services/fraud/domain/review_case.h"

namespace clearway::fraud {

// Payments in review, newest first.
struct CaseFilter {
    std::size_t limit = 50;
    std::optional<core::PagePosition> after = {};
};

class CaseQueries {
public:
    virtual ~CaseQueries() = default;
    // Errors: kPaymentNotFound, kOverloaded, kUnavailable.
    virtual async::Task<core::Result<CaseFile>> Get(core::PaymentId payment) = 0;
    // Errors: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<ReviewCase>>> List(CaseFilter filter) = 0;
};

struct CasePageRequest {
    int page_size = 0;  // 0: the default
    std::string page_token = {};
};

struct CasePage {
    std::vector<ReviewCase> cases;
    std::string next_page_token;  // empty: this was the last page
};

class ReadCases {
public:
    // The reference must outlive this.
    explicit ReadCases(CaseQueries& queries) : queries_(queries) {}

    // Errors: kPaymentNotFound, kOverloaded, kUnavailable.
    async::Task<core::Result<CaseFile>> Get(core::PaymentId payment) {
        return queries_.Get(payment);
    }
    // Errors: kInvalidArgument (page_size, page_token), kOverloaded, kUnavailable.
    async::Task<core::Result<CasePage>> List(CasePageRequest request);

private:
    CaseQueries& queries_;
};

}  // namespace clearway::fraud
