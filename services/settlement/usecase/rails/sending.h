// SPDX-License-Identifier: Apache-2.0
// What everybody who sends to a rail has in common: the record of a message, and what is to be paid
// and to whom, or why that will never be told.
#pragma once

#include <span>

#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement::usecase {

inline const rails::Reason kNotExpressible{"FF01", "The rail has no words for this payment."};
inline const rails::Reason kRefusedAtTheDoor{"FF01", "The rail refused the message."};

RailMessageRecord RecordOf(const std::string& rail, const rails::Message& message,
                           const std::optional<core::PaymentId>& payment);

// What the rail is taken to say by an answer to the submission itself.
rails::Verdict Says(rails::Verdict::Kind kind, rails::Reason reason = {});

// The same of a submission that was refused: nothing of it was taken.
rails::Verdict RefusesAtTheDoor();

// How long what has waited since `since` waits again: as long, within bounds.
std::chrono::microseconds WaitBehind(core::Timestamp since, core::Timestamp now);

// Whether the same call may go well later.
bool MayHelpLater(core::ErrorCode code);

struct Told {
    std::optional<rails::Instruction> instruction = {};
    // Absent without an instruction: it is to be asked later.
    std::optional<rails::Reason> never = {};
    bool away = false;  // whoever tells: others need not be asked now
};
async::Task<Told> AskWhatToPay(RailInstructions& instructions, rails::RailOrder order);
// The same of all, at the same time and in their order: whoever tells answers many together. They
// must outlive it, and be no more than may be asked at once.
async::Task<std::vector<Told>> AskWhatToPay(RailInstructions& instructions,
                                            std::span<const rails::RailTransfer> transfers);

}  // namespace clearway::settlement::usecase
