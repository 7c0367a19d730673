// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_retention.h"

#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr int kPiece = 500;
constexpr auto kBetweenPieces = 500ms;
constexpr auto kBetweenRounds = 24h;

}  // namespace

RailRetention::RailRetention(OldRailTransfers& old, const core::Clock& clock,
                             std::chrono::days keep)
    : old_(old),
      clock_(clock),
      keep_(keep),
      timer_(
          clock, [this](const auto&) { return Look(); },
          [](const std::exception& error) {
              log::Warn("old payments at rails stay, trying again", {{"reason", error.what()}});
          }) {}

core::Timestamp RailRetention::Look() {
    const auto now = clock_.Now();
    if (now < next_) return next_;
    const bool more = old_.LetGo(now - keep_, kPiece) == kPiece;
    next_ = more ? now + kBetweenPieces : now + kBetweenRounds;
    return next_;
}

}  // namespace clearway::settlement::usecase
