// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/rail_state.h"

namespace clearway::settlement::rails {
namespace {

// One row at most for each state and input; out of a final state leads a return alone.
constexpr bool TableIsSound() {
    for (std::size_t i = 0; i < kTransitions.size(); ++i) {
        const auto& row = kTransitions[i];
        if (row.from == State::kRejected || row.from == State::kReturned) return false;
        if (row.from == State::kAccepted && row.input != Input::kReturn) return false;
        for (std::size_t j = i + 1; j < kTransitions.size(); ++j)
            if (row.from == kTransitions[j].from && row.input == kTransitions[j].input)
                return false;
    }
    return true;
}
static_assert(TableIsSound());

}  // namespace

std::optional<State> Next(State from, Input input) {
    for (const auto& row : kTransitions)
        if (row.from == from && row.input == input) return row.to;
    return std::nullopt;
}

bool IsFinal(State state) {
    return state == State::kAccepted || state == State::kRejected || state == State::kReturned;
}

bool Contradicts(State state, Input input) {
    if (state == State::kRejected) return input == Input::kAccept || input == Input::kReturn;
    return IsFinal(state) && input == Input::kReject;
}

bool IsOpen(Recall recall) { return recall == Recall::kRequested || recall == Recall::kSent; }

std::string_view NameOf(State state) {
    switch (state) {
        case State::kCreated: return "created";
        case State::kSubmitting: return "submitting";
        case State::kSubmitted: return "submitted";
        case State::kUnknown: return "unknown";
        case State::kAccepted: return "accepted";
        case State::kRejected: return "rejected";
        case State::kReturned: return "returned";
    }
    return "";
}

}  // namespace clearway::settlement::rails
