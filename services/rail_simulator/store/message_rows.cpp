// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/store/message_rows.h"

#include <stdexcept>

#include "embedded/rail_simulator_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/rail_simulator/store/id_columns.h"

namespace clearway::rail_simulator {
namespace {

namespace sql = embedded::rail_simulator_sql;

std::string NameOfDoor(Door door) {
    for (const auto& [name, meaning] : kDoorNames)
        if (meaning == door) return std::string(name);
    throw std::logic_error("no door");
}

Attempt AttemptOfRow(const pqxx::row& row) {
    const auto door = postgres::AsText(row[0]);
    for (const auto& [name, meaning] : kDoorNames)
        if (name == door)
            return {.door = meaning,
                    .meets_door = postgres::AsInt(row[2]) <= postgres::AsInt(row[1])};
    throw std::runtime_error("door_attempts holds a door that is none");
}

}  // namespace

std::map<std::pair<Audience, std::string>, std::string> FindMessages(
    postgres::Transaction& transaction, const std::set<std::pair<Audience, std::string>>& ids) {
    std::map<std::pair<Audience, std::string>, std::string> found;
    if (ids.empty()) return found;
    auto [participants, rails, names] = ColumnsOf(ids);
    for (const auto& row : postgres::Execute(transaction, {"find_messages", sql::kFindMessages},
                                             participants.Take(), rails.Take(), names.Take()))
        found[{{postgres::AsText(row[0]), postgres::AsText(row[1])}, postgres::AsText(row[2])}] =
            postgres::AsBytes(row[3]);
    return found;
}

void AddMessages(postgres::Transaction& transaction, std::span<const NewMessage> messages,
                 core::Timestamp now) {
    if (messages.empty()) return;
    postgres::TextArray participants, rails, ids, types;
    postgres::BytesArray digests, contents;
    for (const auto& [message, digest] : messages) {
        participants.Add(message->audience.participant);
        rails.Add(message->audience.rail);
        ids.Add(message->message_id);
        types.Add(message->type);
        digests.Add(digest);
        contents.Add(message->content);
    }
    postgres::Execute(transaction, {"add_messages", sql::kAddMessages}, participants.Take(),
                      rails.Take(), ids.Take(), types.Take(), digests.Take(), contents.Take(),
                      core::ToMicros(now));
}

Attempt NoteAttempt(postgres::Transaction& transaction, const Audience& audience,
                    const std::string& message_id, Door door, int times) {
    return AttemptOfRow(postgres::Execute(transaction, {"note_attempt", sql::kNoteAttempt},
                                          audience.participant, audience.rail, message_id,
                                          NameOfDoor(door), times)
                            .at(0));
}

std::optional<Attempt> RepeatAttempt(postgres::Transaction& transaction, const Audience& audience,
                                     const std::string& message_id) {
    const auto rows = postgres::Execute(transaction, {"repeat_attempt", sql::kRepeatAttempt},
                                        audience.participant, audience.rail, message_id);
    if (rows.empty()) return std::nullopt;
    return AttemptOfRow(rows[0]);
}

std::int64_t LastSequence(postgres::Transaction& transaction, const Audience& audience) {
    return postgres::AsInt(postgres::Execute(transaction, {"last_sequence", sql::kLastSequence},
                                             audience.participant, audience.rail)
                               .at(0)[0]);
}

void AddAnswers(postgres::Transaction& transaction, std::span<const NumberedAnswer> answers,
                core::Timestamp now) {
    if (answers.empty()) return;
    postgres::TextArray participants, rails, ids, types;
    postgres::IntegerArray sequences;
    postgres::BytesArray contents;
    for (const auto& answer : answers) {
        participants.Add(answer.audience.participant);
        rails.Add(answer.audience.rail);
        sequences.Add(answer.sequence);
        ids.Add(answer.message_id);
        types.Add(answer.type);
        contents.Add(answer.content);
    }
    postgres::Execute(transaction, {"add_answers", sql::kAddAnswers}, participants.Take(),
                      rails.Take(), sequences.Take(), ids.Take(), types.Take(), contents.Take(),
                      core::ToMicros(now));
}

std::vector<StoredAnswer> ReadAnswers(postgres::Transaction& transaction, const Audience& audience,
                                      std::int64_t sequence, Portion portion) {
    std::vector<StoredAnswer> answers;
    for (const auto& row :
         postgres::Execute(transaction, {"answers_after", sql::kAnswersAfter}, audience.participant,
                           audience.rail, sequence, portion.messages_max, portion.bytes_max))
        answers.push_back({.sequence = postgres::AsInt(row[0]),
                           .message_id = postgres::AsText(row[1]),
                           .type = postgres::AsText(row[2]),
                           .content = postgres::AsBytes(row[3]),
                           .sent_at = postgres::AsTimestamp(row[4])});
    return answers;
}

}  // namespace clearway::rail_simulator
