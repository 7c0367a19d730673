// SPDX-License-Identifier: Apache-2.0
// Messages that were taken, those for participants, and what the door has seen.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "postgres/connection.h"
#include "services/rail_simulator/domain/scenario.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

// Of those that were taken under these ids: SHA-256 of each.
std::map<std::pair<Audience, std::string>, std::string> FindMessages(
    postgres::Transaction& transaction, const std::set<std::pair<Audience, std::string>>& ids);
struct NewMessage {
    const TakeMessage* message;
    std::string digest;
};
void AddMessages(postgres::Transaction& transaction, std::span<const NewMessage> messages,
                 core::Timestamp now);

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
                                      std::int64_t sequence, Portion portion);

}  // namespace clearway::rail_simulator
