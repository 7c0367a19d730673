// SPDX-License-Identifier: Apache-2.0
// The books let go of payments on which both sides agreed long ago: the proof is a fact by then, and
// what they were judged by is stored where it came from. In small pieces, one after another through
// all payments, then a day's rest.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "core/clock.h"
#include "core/ids.h"

namespace clearway::reconciliation {

class OldBooks {
public:
    struct Piece {
        std::optional<core::PaymentId> last;  // that was looked at; none: there are no more
        std::int64_t let_go = 0;
    };

    virtual ~OldBooks() = default;
    // Looks at the payments with the next `limit` ids; lets go of those that agree and had no news
    // since `before`. Throws when the database is away.
    virtual Piece LetGo(const core::PaymentId& after, core::Timestamp before,
                        std::int64_t limit) = 0;
};

class BookShortener {
public:
    // Both must outlive it.
    BookShortener(OldBooks& books, const core::Clock& clock, std::chrono::days keep)
        : books_(books), clock_(clock), keep_(keep) {}

    // One piece; false when it was the end of a whole round.
    bool Step();

private:
    OldBooks& books_;
    const core::Clock& clock_;
    const std::chrono::days keep_;
    // A process that is restarted often begins somewhere, so that all have their turn.
    core::PaymentId after_{core::Uuid::Random()};
    bool whole_round_ = false;
};

// Steps on a thread of its own, which its destructor stops and awaits.
class BookShortenerThread {
public:
    explicit BookShortenerThread(BookShortener& shortener);

private:
    void Loop(const std::stop_token& stop);

    BookShortener& shortener_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace clearway::reconciliation
