// SPDX-License-Identifier: Apache-2.0
#include "services/payment/domain/payment_state.h"

#include <algorithm>

namespace clearway::payment {
namespace {

constexpr bool Fits(CaptureKind kind, bool automatic_capture) {
    switch (kind) {
        case CaptureKind::kAny:
            return true;
        case CaptureKind::kManualOnly:
            return !automatic_capture;
        case CaptureKind::kAutomaticOnly:
            return automatic_capture;
    }
    return false;
}

// One row at most for each state, input and capture mode; out of a terminal state the return alone.
constexpr bool TableIsSound() {
    for (std::size_t i = 0; i < kTransitions.size(); ++i) {
        if (std::ranges::find(kTerminal, kTransitions[i].from) != kTerminal.end() &&
            (kTransitions[i].from != Status::kSettled || kTransitions[i].input != Input::kReturn))
            return false;
        for (std::size_t j = i + 1; j < kTransitions.size(); ++j) {
            if (kTransitions[i].from != kTransitions[j].from) continue;
            if (kTransitions[i].input != kTransitions[j].input) continue;
            for (const bool automatic : {false, true})
                if (Fits(kTransitions[i].capture, automatic) &&
                    Fits(kTransitions[j].capture, automatic))
                    return false;
        }
    }
    return true;
}
static_assert(TableIsSound());

}  // namespace

bool IsTerminal(Status status) {
    return std::ranges::find(kTerminal, status) != kTerminal.end();
}

std::optional<Status> Next(Status from, Input input, bool automatic_capture) {
    for (const auto& row : kTransitions)
        if (row.from == from && row.input == input && Fits(row.capture, automatic_capture))
            return row.to;
    return std::nullopt;
}

bool Contradicts(Status status, Input input) {
    return (input == Input::kSettle || input == Input::kReturn) && status != Status::kSettled &&
           status != Status::kReturned;
}

std::string_view NameOf(Status status) {
    switch (status) {
        case Status::kAuthorised:
            return "authorised";
        case Status::kProcessing:
            return "processing";
        case Status::kSettled:
            return "settled";
        case Status::kDeclined:
            return "declined";
        case Status::kInReview:
            return "in_review";
        case Status::kChallengeRequired:
            return "challenge_required";
        case Status::kCancelled:
            return "cancelled";
        case Status::kExpired:
            return "expired";
        case Status::kFailed:
            return "failed";
        case Status::kReturned:
            return "returned";
    }
    return "";
}

std::string_view IsoStatusOf(Status status) {
    switch (status) {
        case Status::kAuthorised:
            return "ACFC";
        case Status::kProcessing:
            return "ACSP";
        case Status::kSettled:
            return "ACSC";
        case Status::kInReview:
        case Status::kChallengeRequired:
            return "PDNG";
        case Status::kCancelled:
        case Status::kExpired:
            return "CANC";
        case Status::kDeclined:
        case Status::kFailed:
        case Status::kReturned:
            return "RJCT";
    }
    return "";
}

}  // namespace clearway::payment
