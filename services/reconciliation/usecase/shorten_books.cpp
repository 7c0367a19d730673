// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/shorten_books.h"

#include <exception>
#include <utility>

#include "telemetry/log.h"

namespace clearway::reconciliation {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kPieceMax = 500;
constexpr auto kBetweenPieces = 500ms;
constexpr auto kBetweenRounds = 24h;

}  // namespace

bool BookShortener::Step() {
    const auto piece = books_.LetGo(after_, clock_.Now() - keep_, kPieceMax);
    if (piece.last) {
        after_ = *piece.last;
        return true;
    }
    after_ = core::PaymentId();
    return !std::exchange(whole_round_, true);
}

BookShortenerThread::BookShortenerThread(BookShortener& shortener)
    : shortener_(shortener), thread_([this](const std::stop_token& stop) { Loop(stop); }) {}

void BookShortenerThread::Loop(const std::stop_token& stop) {
    const auto stopped = [&stop] { return stop.stop_requested(); };
    std::unique_lock lock(mutex_);
    std::chrono::milliseconds pause = kBetweenPieces;
    while (!wake_.wait_for(lock, stop, pause, stopped)) {
        try {
            pause = shortener_.Step() ? std::chrono::milliseconds(kBetweenPieces) : kBetweenRounds;
        } catch (const std::exception& error) {
            log::Warn("the books could not be shortened", {{"reason", error.what()}});
        }
    }
}

}  // namespace clearway::reconciliation
