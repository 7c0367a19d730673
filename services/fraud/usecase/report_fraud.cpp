// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/report_fraud.h"

#include <algorithm>

namespace clearway::fraud {

namespace {

constexpr std::size_t kReasonMax = 35;

// A code and no sentence: it is in a fact, and nothing personal may be.
bool IsCode(std::string_view text) {
    return text.size() <= kReasonMax && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
           });
}

}  // namespace

async::Task<core::Result<FraudReport>> ReportFraudUseCase::Run(ReportFraud command) {
    if (!IsCode(command.report.reason))
        co_return core::InvalidField("reason", "must be a code of at most 35 characters");
    command.report.reported_at = clock_.Now();
    auto report = co_await reports_.Submit(std::move(command));
    co_return report;
}

}  // namespace clearway::fraud
