// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/take_news.h"

#include <algorithm>
#include <unordered_map>

#include "services/reconciliation/domain/judge.h"
#include "services/reconciliation/usecase/prove.h"

namespace clearway::reconciliation {

namespace {

// Nothing is late at the moment it is heard.
constexpr auto kNothingIsLate = core::Timestamp::min();

// The record of each payment, one that begins here if there is none.
class Pages {
public:
    Pages(Books& books, std::span<const News> news) {
        std::vector<core::PaymentId> payments;
        for (const auto& one : news) payments.push_back(one.payment_id);
        Put(books.Load(payments));
        std::vector<Record> perhaps_pruned;
        for (const auto& one : news)
            if (!one.from_the_first && !records_.contains(one.payment_id))
                perhaps_pruned.push_back({.payment_id = one.payment_id});
        books.Recall(perhaps_pruned);
        Put(std::move(perhaps_pruned));
    }

    Record Of(const core::PaymentId& payment) {
        const auto known = records_.find(payment);
        if (known == records_.end()) return {.payment_id = payment};
        return std::move(known->second);
    }

private:
    void Put(std::vector<Record> records) {
        for (auto& record : records) records_.emplace(record.payment_id, std::move(record));
    }

    std::unordered_map<core::PaymentId, Record> records_;
};

std::vector<Record> JoinAll(Books& books, std::span<const News> news, core::Timestamp now) {
    Pages pages(books, news);
    std::vector<Record> changed;
    for (const auto& one : news) {
        auto record = pages.Of(one.payment_id);
        if (Join(record, one, now)) changed.push_back(std::move(record));
    }
    return changed;
}

// Those to judge again when they are late, and those that a rail lets wait for too long.
struct ToJudgeAgain {
    std::vector<core::PaymentId> in_flight, waiting;
};

ToJudgeAgain ListAgain(std::span<const Record> records) {
    ToJudgeAgain again;
    for (const auto& record : records) {
        if (WaitsForItsRail(record)) again.waiting.push_back(record.payment_id);
        if (record.standing.in_flight) again.in_flight.push_back(record.payment_id);
    }
    return again;
}

}  // namespace

void TakeNews(Books& books, std::span<const News> news, core::Timestamp now,
              std::vector<Fact>& facts) {
    if (news.empty()) return;
    auto records = JoinAll(books, news, now);
    if (records.empty()) return;
    Prove(books, records, kNothingIsLate, now, facts);
    const auto again = ListAgain(records);
    books.NoteInFlight(again.in_flight, now);
    books.NoteInFlight(again.waiting, now + kRailWaitMax);
}

}  // namespace clearway::reconciliation
