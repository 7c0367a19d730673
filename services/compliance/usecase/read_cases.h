// SPDX-License-Identifier: Apache-2.0
// One case, or a page of cases with the token of the next.
#pragma once

#include "services/compliance/usecase/ports.h"

namespace clearway::compliance {

inline constexpr int kPageSizeDefault = 50;
inline constexpr int kPageSizeMax = 200;

struct CasePageRequest {
    std::optional<CaseStatus> status;
    std::optional<AlertKind> kind = {};
    std::string assignee = {};
    bool overdue = false;
    bool proposed = false;
    CaseOrder order = CaseOrder::kNewestFirst;
    int page_size = 0;  // 0: the default
    std::string page_token = {};
};

struct CasePage {
    std::vector<Case> cases;
    std::string next_page_token;  // empty: this was the last page
};

class ReadCases {
public:
    // The references must outlive this.
    ReadCases(CaseQueries& queries, const core::Clock& clock) : queries_(queries), clock_(clock) {}

    // Errors: kCaseNotFound, kOverloaded, kUnavailable.
    async::Task<core::Result<CaseFile>> Get(core::CaseId id) { return queries_.Get(id); }
    // Errors: kInvalidArgument (page_size, page_token), kOverloaded, kUnavailable.
    async::Task<core::Result<CasePage>> List(CasePageRequest request);
    // Errors: kOverloaded, kUnavailable.
    async::Task<core::Result<std::vector<CaseCount>>> Count() {
        return queries_.Count(clock_.Now());
    }

private:
    CaseQueries& queries_;
    const core::Clock& clock_;
};

}  // namespace clearway::compliance
