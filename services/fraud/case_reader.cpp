// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/case_reader.h"

#include "events/event_store.h"
#include "services/fraud/events/payment_assessed.h"
#include "services/fraud/store/case_store.h"

namespace clearway::fraud {

namespace {

constexpr std::int64_t kRecent = 20;  // attempts, and payments reported, of each party

std::optional<KeptAssessment> ReadEvidence(postgres::Transaction& transaction,
                                           const core::PaymentId& payment) {
    const std::vector<core::Uuid> streams{AssessmentStream(payment)};
    const auto facts = events::LoadStreams(transaction, streams);
    return facts.empty() ? std::nullopt : std::optional(ReadAssessment(facts.front()));
}

core::Result<CaseFile> ReadFile(postgres::Transaction& transaction,
                                const core::PaymentId& payment) {
    const auto attempt = ReadAttemptOf(transaction, payment);
    if (!attempt) return core::ErrorCode::kPaymentNotFound;
    return CaseFile{.review = ReadCase(transaction, payment),
                    .assessment = ReadEvidence(transaction, payment),
                    .attempt = *attempt,
                    .payer_attempts = ReadAttemptsOfPayer(transaction, attempt->payer, kRecent),
                    .payee_attempts = ReadAttemptsOfPayee(transaction, attempt->payee, kRecent),
                    .reports = ReadReportsAround(transaction, *attempt, kRecent)};
}

}  // namespace

async::Task<core::Result<CaseFile>> CaseReader::Get(core::PaymentId payment) {
    std::function<core::Result<CaseFile>(postgres::Transaction&)> read =
        [payment](postgres::Transaction& transaction) { return ReadFile(transaction, payment); };
    auto file = co_await pool_.Read<CaseFile>(std::move(read));
    co_return file;
}

async::Task<core::Result<std::vector<ReviewCase>>> CaseReader::List(CaseFilter filter) {
    std::function<core::Result<std::vector<ReviewCase>>(postgres::Transaction&)> read =
        [filter](postgres::Transaction& transaction) { return ReadOpenCases(transaction, filter); };
    auto cases = co_await pool_.Read<std::vector<ReviewCase>>(std::move(read));
    co_return cases;
}

}  // namespace clearway::fraud
