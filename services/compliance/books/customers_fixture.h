// SPDX-License-Identifier: Apache-2.0
// The books of customers on a fresh database with a case book, master keys in memory, and a way to
// hand stored facts to a consumer as Kafka would.
#pragma once

#include <map>
#include <set>

#include "clearway/compliance/v1/compliance_events.pb.h"
#include "postgres/row.h"
#include "services/compliance/books/case_book_test_support.h"
#include "services/compliance/books/exception_book.h"
#include "services/compliance/books/limit_book.h"
#include "services/compliance/books/party_book.h"
#include "services/compliance/domain/list/combine_lists.h"
#include "services/compliance/domain/parties/party_fixture.h"
#include "services/compliance/store/exceptions/exception_store.h"
#include "services/compliance/store/limits/limit_store.h"
#include "services/compliance/store/list_source.h"
#include "services/compliance/store/party_store.h"
#include "services/compliance/usecase/parties/screen_party.h"
#include "services/compliance/usecase/screen_payment.h"
#include "vault/memory_keys_fixture.h"

namespace clearway::compliance {

inline SanctionsList WholeList() {
    return CombineLists(
        {{kOfacSource, LoadList({.list_folder = {}, .list_month = kBuiltInMonth})}});
}

inline std::shared_ptr<const LoadedLists> WholeLists() {
    static const auto lists = std::make_shared<const LoadedLists>(WholeList(), 1'000);
    return lists;
}

class SetClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return now; }
    core::Timestamp now = *core::ParseRfc3339("2026-03-31T12:00:00Z");
};

class CustomersTest : public CaseBookTest {
protected:
    Party Do(decltype(PartyCommand::what) what) {
        auto reply = Await(parties_.Submit(At(++time_, std::move(what))));
        EXPECT_TRUE(reply);
        return reply ? reply->party : Party{};
    }
    core::ErrorCode Refusal(decltype(PartyCommand::what) what) {
        const auto reply = Await(parties_.Submit(At(++time_, std::move(what))));
        return reply ? core::ErrorCode::kInternal : reply.error().code;
    }
    void Verified(const PartyId& id) {
        Do(RegistrationOf(id, Sabine()));
        Do(RecordPartyScreening{id, 1, false, "list-1"});
        Do(Setting(KycStatus::kVerified, id));
    }
    std::vector<std::string> Types(const core::Uuid& stream) {
        std::vector<std::string> types;
        for (const auto& fact : Facts(stream))
            types.push_back(fact.type.substr(fact.type.rfind('.') + 1));
        return types;
    }
    std::int64_t Number(const std::string& sql) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        return postgres::AsInt(transaction.exec1(sql)[0]);
    }
    std::int64_t RowsWith(const std::string& table, const std::string& text) {
        return Number("SELECT count(*) FROM " + table + " t WHERE t::text ILIKE '%" + text + "%'");
    }
    // The facts of the stream that were stored since the last time, as they arrive.
    std::vector<events::ReceivedEvent> Arriving(const core::Uuid& stream) {
        std::vector<events::ReceivedEvent> arriving;
        for (const auto& fact : Facts(stream))
            if (fact.version > delivered_[stream]) {
                arriving.push_back(Received(fact.type, fact.payload, fact.occurred_at));
                delivered_[stream] = fact.version;
            }
        return arriving;
    }
    events::ReceivedEvent Received(std::string type, std::string payload, core::Timestamp at) {
        ++offset_;
        return {.topic = "topic",
                .offset = offset_,
                .lane = 1,
                .lane_sequence = offset_,
                .event_id = {},
                .stream_id = {},
                .type = std::move(type),
                .payload = std::move(payload),
                .occurred_at = at,
                .traceparent = {}};
    }
    events::ReceivedEvent ConfirmedCaseOf(const PartyId& id) {
        v1::CaseConfirmed confirmed;
        confirmed.set_case_id(core::Uuid::Random().ToString());
        confirmed.set_subject_kind(v1::SUBJECT_KIND_PARTY);
        confirmed.set_subject_id(id.ToString());
        return Received(confirmed.GetTypeName(), confirmed.SerializeAsString(), clock_.Now());
    }
    // An operator's word about a case, and what follows from it here.
    void Resolve(const core::CaseId& id, CaseStatus decision) {
        ASSERT_TRUE(
            Decide({.id = id, .decision = decision, .resolved_by = "ops", .at = clock_.Now()}));
        const auto facts = Arriving(id.value);
        exceptions_.Consume(facts);
        parties_.Consume(facts);
    }
    ScreenPayment::Ports PaymentPorts() {
        return {.lists = lists_,
                .cases = book_,
                .profiles = profiles_,
                .exceptions = exceptions_,
                .limits = limits_,
                .digests = sealer_.digests,
                .clock = clock_};
    }

    SetClock clock_;
    vault::MemoryKeys& token_ = sealer_.keys;
    vault::PersonKeys& keys_ = sealer_.vault.Persons();
    PartyReader party_reader_{readers_, keys_};
    ExceptionReader exception_reader_{readers_};
    LimitReader limit_reader_{readers_};
    Profiles profiles_{party_reader_, exception_reader_, clock_};
    // A lane for each writer.
    std::unique_ptr<events::Outbox> LaneFor(const std::string& writer) {
        return std::make_unique<events::Outbox>(
            events::OutboxOptions{.service = "compliance-test",
                                  .instance = "compliance-0-" + writer,
                                  .database_url = database_.Url(),
                                  .kafka_brokers = testing::TestKafkaBrokers()});
    }
    const std::unique_ptr<events::Outbox> party_lane_ = LaneFor("parties");
    const std::unique_ptr<events::Outbox> exception_lane_ = LaneFor("exceptions");
    const std::unique_ptr<events::Outbox> limit_lane_ = LaneFor("limits");
    PartyBook parties_{database_.Url(), *party_lane_, runtime_.GetExecutor(), keys_,
                       [this](const PartyId& party) { profiles_.Forget(party); }};
    ExceptionBook exceptions_{database_.Url(), *exception_lane_, runtime_.GetExecutor(),
                              [this](const PartyId& party) { profiles_.Forget(party); }};
    LimitBook limits_{database_.Url(), *limit_lane_, runtime_.GetExecutor()};
    ActiveList lists_{WholeLists()};
    std::int64_t time_ = 1'000;
    std::int64_t offset_ = 0;
    std::map<core::Uuid, std::int32_t> delivered_;
};

}  // namespace clearway::compliance
