// SPDX-License-Identifier: Apache-2.0
// Messages that were taken, those for participants, and what the door has seen.
#pragma once

#include <span>

#include "postgres/connection.h"
#include "services/rail_simulator/domain/scenario.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

// SHA-256 of the message that was taken under an id; nullopt: none was.
std::optional<std::string> FindMessage(postgres::Transaction& transaction, const Audience& audience,
                                       const std::string& message_id);
void AddMessage(postgres::Transaction& transaction, const TakeMessage& message,
                const std::string& digest, core::Timestamp now);

struct Attempt {
    Door door;
    bool meets_door;  // this submission is one of those that do
};
// One more submission. Door and times are those of the first.
Attempt NoteAttempt(postgres::Transaction& transaction, const Audience& audience,
                    const std::string& message_id, Door door, int times);
// The same of a message that was taken; nullopt: no door was noted.
std::optional<Attempt> RepeatAttempt(postgres::Transaction& transaction, const Audience& audience,
                                     const std::string& message_id);

std::int64_t LastSequence(postgres::Transaction& transaction, const Audience& audience);
struct NumberedAnswer {
    Audience audience;
    std::int64_t sequence;
    std::string message_id;
    std::string type;
    std::string content;
};
// Throws pqxx::unique_violation when another writer has given the number.
void AddAnswers(postgres::Transaction& transaction, std::span<const NumberedAnswer> answers,
                core::Timestamp now);
std::vector<StoredAnswer> ReadAnswers(postgres::Transaction& transaction, const Audience& audience,
                                      std::int64_t sequence, int max);

}  // namespace clearway::rail_simulator
