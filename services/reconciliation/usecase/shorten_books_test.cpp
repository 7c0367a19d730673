// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/shorten_books.h"

#include <gtest/gtest.h>

#include <set>

namespace clearway::reconciliation {
namespace {

class FixedClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return *core::ParseRfc3339("2026-03-01T12:00:00Z"); }
};

class FakeBooks final : public OldBooks {
public:
    Piece LetGo(const core::PaymentId& after, core::Timestamp before, std::int64_t limit) override {
        before_ = before;
        Piece piece;
        for (auto at = payments.upper_bound(after); at != payments.end() && limit > 0;
             ++at, --limit)
            looked_at.insert(*(piece.last = *at));
        return piece;
    }
    std::set<core::PaymentId> payments, looked_at;
    core::Timestamp before_;
};

TEST(BookShortener, LooksAtEveryPaymentInARoundWhereverItBegan) {
    FixedClock clock;
    FakeBooks books;
    for (int i = 0; i < 3'000; ++i)
        books.payments.insert(core::DerivePaymentId("acme", std::to_string(i)));
    for (int restarts = 0; restarts < 5; ++restarts) {
        books.looked_at.clear();
        BookShortener shortener(books, clock, std::chrono::days(400));
        int steps = 0;
        while (shortener.Step()) ++steps;
        EXPECT_EQ(books.looked_at, books.payments);
        EXPECT_LE(steps, 14) << "twice through at most";
    }
    EXPECT_EQ(books.before_, *core::ParseRfc3339("2025-01-25T12:00:00Z"));
}

}  // namespace
}  // namespace clearway::reconciliation
