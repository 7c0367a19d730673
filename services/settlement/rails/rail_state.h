// SPDX-License-Identifier: Apache-2.0
// What can become of a payment at a rail, as data, whole on one screen. Silence is a state and
// never an answer; a final state absorbs what comes late or twice, and what contradicts it is a
// conflict for an operator.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace clearway::settlement::rails {

// Stored values; never renumbered.
enum class State : std::int16_t {
    kCreated = 1,     // the funds are committed; nothing has left
    kSubmitting = 2,  // may have left: written down before the message is sent
    kSubmitted = 3,   // the rail has it, and has not said what it did
    kUnknown = 4,     // no answer in time: the resolver enquires
    kAccepted = 5,    // the rail has settled it; only a return follows
    kRejected = 6,
    kReturned = 7,  // settled, and the money came back
};

enum class Input {
    kSubmit,  // we are about to send it
    kTaken,   // the rail has the message
    kLost,    // no answer in time
    kAbsent,  // the rail has never had the message: it may be sent again
    kAccept,
    kReject,
    kReturn,
    kAskBack,  // of what waits to be sent again: the rail is asked first
};

struct Transition {
    State from;
    Input input;
    State to;
};

// clang-format off
inline constexpr std::array kTransitions{
    Transition{State::kCreated,    Input::kSubmit, State::kSubmitting},
    Transition{State::kSubmitting, Input::kTaken,  State::kSubmitted},
    Transition{State::kSubmitting, Input::kLost,   State::kUnknown},
    Transition{State::kSubmitted,  Input::kLost,   State::kUnknown},
    // While it is being sent, such an answer is to an enquiry before, and leads nowhere.
    Transition{State::kUnknown,    Input::kAbsent, State::kCreated},
    Transition{State::kCreated,    Input::kAskBack, State::kUnknown},
    // An answer may come before we know that the message arrived, and long after we gave up waiting.
    Transition{State::kCreated,    Input::kAccept, State::kAccepted},
    Transition{State::kSubmitting, Input::kAccept, State::kAccepted},
    Transition{State::kSubmitted,  Input::kAccept, State::kAccepted},
    Transition{State::kUnknown,    Input::kAccept, State::kAccepted},
    Transition{State::kCreated,    Input::kReject, State::kRejected},
    Transition{State::kSubmitting, Input::kReject, State::kRejected},
    Transition{State::kSubmitted,  Input::kReject, State::kRejected},
    Transition{State::kUnknown,    Input::kReject, State::kRejected},
    Transition{State::kAccepted,   Input::kReturn, State::kReturned},
};
// clang-format on

// The next state; nullopt when the table has no row.
std::optional<State> Next(State from, Input input);

// Decided: nothing that says the opposite moves it any more.
bool IsFinal(State state);

// Input that a final state absorbs although it says the opposite.
bool Contradicts(State state, Input input);

std::string_view NameOf(State state);  // "submitting"

// A recall (camt.056) goes beside: the transfer's own state moves only by what the rail then does.
// Once it was asked for, the transfer is not sent again: what the rail never had is stopped by
// that.
enum class Recall : std::int16_t {
    kNone = 0,
    kRequested = 1,  // to be sent
    kSent = 2,       // the rail has it; an answer may take days
    kRefused = 3,    // camt.029 says no: what the rail has goes on
    kAgreed = 4,     // it was stopped, or the money comes back by a return
};

bool IsOpen(Recall recall);

}  // namespace clearway::settlement::rails
