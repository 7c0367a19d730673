// SPDX-License-Identifier: Apache-2.0
// The payment's state machine as data, whole on one screen. Terminal states absorb: input that
// comes late changes nothing, and input that contradicts them (money moved for a payment that had
// ended) is recorded as a contradiction for an operator. One row leads out of a terminal state:
// money that was settled may come back.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "services/payment/domain/payment.h"

namespace clearway::payment {

enum class Input {
    kCapture,  // the partner orders settlement (manual capture)
    kCancel,   // the partner withdraws
    kRelease,  // review ended well and the funds are held
    kReject,   // review ended badly, or the funds were not there
    kSettle,   // the ledger posted the transfer
    kRefuse,   // the ledger could not carry the order out
    kExpire,   // the hold ran out
    kSubmit,   // the order left by a rail
    kReturn,   // the ledger gave the money back
};

enum class CaptureKind { kAny, kManualOnly, kAutomaticOnly };

struct Transition {
    Status from;
    Input input;
    CaptureKind capture;
    Status to;
};

// clang-format off
inline constexpr std::array kTransitions{
    //         from                  input            capture                      to
    Transition{Status::kAuthorised,  Input::kCapture, CaptureKind::kManualOnly,    Status::kProcessing},
    Transition{Status::kAuthorised,  Input::kCancel,  CaptureKind::kManualOnly,    Status::kCancelled},
    Transition{Status::kAuthorised,  Input::kSettle,  CaptureKind::kAutomaticOnly, Status::kSettled},
    Transition{Status::kAuthorised,  Input::kRefuse,  CaptureKind::kAny,           Status::kFailed},
    Transition{Status::kAuthorised,  Input::kExpire,  CaptureKind::kManualOnly,    Status::kExpired},
    Transition{Status::kAuthorised,  Input::kSubmit,  CaptureKind::kAutomaticOnly, Status::kProcessing},
    Transition{Status::kProcessing,  Input::kSettle,  CaptureKind::kAny,           Status::kSettled},
    Transition{Status::kProcessing,  Input::kRefuse,  CaptureKind::kAny,           Status::kFailed},
    Transition{Status::kSettled,     Input::kReturn,  CaptureKind::kAny,           Status::kReturned},
    Transition{Status::kInReview,    Input::kRelease, CaptureKind::kAny,           Status::kAuthorised},
    Transition{Status::kInReview,    Input::kReject,  CaptureKind::kAny,           Status::kDeclined},
    Transition{Status::kInReview,    Input::kCancel,  CaptureKind::kAny,           Status::kCancelled},
};
// clang-format on

inline constexpr std::array kTerminal{Status::kSettled, Status::kDeclined, Status::kCancelled,
                                      Status::kExpired, Status::kFailed,   Status::kReturned};

bool IsTerminal(Status status);

// The next state; nullopt when the table has no row.
std::optional<Status> Next(Status from, Input input, bool automatic_capture);

// Late input that a terminal state absorbs although it says that money moved against it.
bool Contradicts(Status status, Input input);

std::string_view NameOf(Status status);  // "in_review"
// ISO 20022 ExternalPaymentTransactionStatus1Code.
std::string_view IsoStatusOf(Status status);

}  // namespace clearway::payment
