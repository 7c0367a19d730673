// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <thread>

#include "async/runtime.h"
#include "clearway/payment/v1/payment_file_events.pb.h"
#include "core/digest.h"
#include "events/event_store.h"
#include "postgres/row.h"
#include "services/payment/events/fact_codec.h"
#include "services/payment/events/file_facts.h"
#include "services/payment/files/initiation.h"
#include "services/payment/files/pain001_fixture.h"
#include "services/payment/store/files/postgres_file_store.h"
#include "services/payment/store/files/sealed_files.h"
#include "services/payment/store/postgres_payment_store.h"
#include "services/payment/usecase/files/receive_file.h"
#include "services/payment/usecase/peers_test_support.h"
#include "testing/test_database.h"
#include "vault/memory_keys_fixture.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;

struct TurnedClock final : core::Clock {
    core::Timestamp Now() const override { return now; }
    core::Timestamp now = *core::ParseRfc3339("2026-03-02T12:00:00Z");
};

class PaymentFileStoreTest : public ::testing::Test {
protected:
    template <class T>
    T Wait(Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    static Pain001 Three() {
        return {.debtor = kDebtor,
                .transfers = {Transfer(), ToAccount(kCreditor, "b"), ToAccount(kCreditor, "c")}};
    }
    Result<FileOutcome> Receive(const std::string& content, const std::string& key = "key") {
        CallContext call;
        call.partner_id = "acme";
        call.idempotency_key = key;
        return Wait(receive_.Run(call, core::Sensitive(content)));
    }
    PaymentFile Received(const Pain001& file) {
        const auto received = Receive(file.Text(), file.message_id);
        EXPECT_TRUE(received);
        return received->file;
    }
    PaymentFile Record(const PaymentFile& file, std::vector<EntryOutcome> outcomes) {
        return *Wait(files_.Record(file.file_id, std::move(outcomes), clock_.now));
    }
    PaymentFile Cancelled(const PaymentFile& file) {
        return *Wait(files_.Cancel({.file_id = file.file_id, .now = clock_.now}));
    }
    std::string Text(const std::string& statement) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        auto text = postgres::AsText(transaction.exec1(statement)[0]);
        transaction.commit();
        return text;
    }
    std::vector<std::string> Facts(const PaymentFile& file) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        std::vector<std::string> types;
        const std::vector<core::Uuid> streams{file.file_id.value};
        for (const auto& fact : events::LoadStreams(transaction, streams))
            types.push_back(fact.type.substr(fact.type.rfind('.') + 1));
        return types;
    }

    async::Runtime runtime_{2};
    testing::TestDatabase database_{"payment", Migrations()};
    events::Outbox outbox_{{.service = "payment-files",
                            .instance = "test",
                            .database_url = database_.Url(),
                            .kafka_brokers = testing::TestKafkaBrokers()}};
    TurnedClock clock_;
    vault::MemoryKeys keys_;
    core::SystemClock vault_clock_;
    vault::ServiceVault vault_{keys_, database_.Url(), vault_clock_};
    postgres::ReadPool readers_{database_.Url(), 2};
    PostgresFileStore files_{{.name = "files", .database_url = database_.Url()},
                             outbox_,
                             readers_,
                             EncodeFileFact,
                             vault_};
    events::Outbox other_outbox_{{.service = "payment-files",
                                  .instance = "other",
                                  .database_url = database_.Url(),
                                  .kafka_brokers = testing::TestKafkaBrokers()}};
    PostgresFileStore other_files_{{.name = "other files", .database_url = database_.Url()},
                                   other_outbox_,
                                   readers_,
                                   EncodeFileFact,
                                   vault_};
    SealedFiles seal_{vault_};
    ReceiveFile receive_{files_, seal_, clock_};
};

TEST_F(PaymentFileStoreTest, KeepsAFileWithItsEntriesAndOneFact) {
    const auto file = Received(Three());
    const auto found = Wait(files_.Find(file.file_id));
    ASSERT_TRUE(found && found->has_value());
    EXPECT_EQ((*found)->message_id, "MSG-1");
    EXPECT_EQ((*found)->digest, core::AsBytes(core::Sha256(Three().Text())));
    EXPECT_EQ((*found)->state, FileState::kReceived);
    EXPECT_EQ((*found)->message_created, core::ParseRfc3339("2026-03-01T09:00:00Z"));
    const auto entries = *Wait(files_.ListEntries(file.file_id, 1, 10));
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].entry.position, 2);
    EXPECT_EQ(entries[0].entry.end_to_end_id, "b");
    EXPECT_EQ(entries[0].entry.due_at, clock_.now);
    EXPECT_EQ(IsoStatusOf(entries[0]), "ACTC");
    EXPECT_EQ(Wait(files_.OpenContent(file.file_id))->value().Reveal(), Three().Text());
    EXPECT_EQ(Facts(file), std::vector<std::string>{"PaymentFileReceived"});
}

TEST_F(PaymentFileStoreTest, NothingPersonalIsInTheTablesAndTheFacts) {
    const auto file = Received(Three());
    const auto rows =
        Text(
            "SELECT string_agg(f::text || encode(f.sealed_content, 'escape'), '') "
            "FROM payment_files f") +
        Text("SELECT string_agg(e::text, '') FROM payment_file_entries e") +
        Text("SELECT string_agg(e::text || encode(payload, 'escape'), '') FROM events e");
    for (const auto* secret : {"Erika", "Muster", "DE89", "370400440532013000", "rent of may"})
        EXPECT_EQ(rows.find(secret), std::string::npos) << secret;
}

TEST_F(PaymentFileStoreTest, TheSameIsReplayedAndAnotherUnderItsIdOrKeyIsRefused) {
    ASSERT_TRUE(Receive(Three().Text(), "k"));
    for (const auto* key : {"k", "another"}) {
        const auto again = Receive(Three().Text(), key);
        ASSERT_TRUE(again);
        EXPECT_TRUE(again->replayed);
    }
    auto other_content = Three();
    other_content.transfers.pop_back();
    EXPECT_EQ(Receive(other_content.Text(), "k2").error().code, ErrorCode::kIdempotencyKeyReused);
    auto other_file = Three();
    other_file.message_id = "MSG-2";
    EXPECT_EQ(Receive(other_file.Text(), "k").error().code, ErrorCode::kIdempotencyKeyReused);
    EXPECT_EQ(Text("SELECT count(*) FROM payment_files"), "1");
    EXPECT_EQ(Text("SELECT count(*) FROM payment_file_entries"), "3");
    EXPECT_EQ(Text("SELECT count(*) FROM events"), "1");
}

TEST_F(PaymentFileStoreTest, IsDoneWithTheLastEntryAndThenTheContentIsGone) {
    const auto file = Received(Three());
    const Reason reason{"AC07", "The creditor's account is closed."};
    EXPECT_EQ(Record(file, {{1, {}}, {2, reason}}).state, FileState::kProcessing);
    // What is known stays: a second record of it changes nothing.
    const auto again = Record(file, {{2, {}}});
    EXPECT_EQ(again.ordered, 1);
    EXPECT_EQ(again.rejected, 1);
    ASSERT_EQ(Wait(files_.ListDue(file.file_id, clock_.now, 10))->size(), 1U);
    const auto done = Record(file, {{3, {}}});
    EXPECT_EQ(done.state, FileState::kDone);
    EXPECT_EQ(done.ordered, 2);
    EXPECT_FALSE(Wait(files_.OpenContent(file.file_id))->has_value());
    EXPECT_EQ(Text("SELECT count(*) FROM payment_files WHERE sealed_content IS NOT NULL"), "0");
    EXPECT_EQ(Facts(file),
              (std::vector<std::string>{"PaymentFileReceived", "PaymentFileProcessed"}));
    const auto entries = *Wait(files_.ListEntries(file.file_id, 0, 10));
    EXPECT_EQ(entries.at(1).entry.reason, reason);
    EXPECT_FALSE(*Wait(files_.NextDue()));
    // Also after its key is gone the file is what it was.
    seal_.Forget(file.file_id);
    const auto replayed = Receive(Three().Text());
    ASSERT_TRUE(replayed);
    EXPECT_EQ(replayed->file.state, FileState::kDone);
}

TEST_F(PaymentFileStoreTest, WhatWaitsIsCancelledOnceAndWhatIsUnderWayGoesOn) {
    const auto file = Received(Three());
    EXPECT_EQ(*Wait(files_.Begin(file.file_id, {1})), std::vector<std::int32_t>{1});
    clock_.now += 5s;
    const auto cancelled = Cancelled(file);
    EXPECT_EQ(cancelled.cancelled, 2);
    EXPECT_EQ(cancelled.state, FileState::kProcessing);
    EXPECT_EQ(Cancelled(file).version, cancelled.version);
    // Again what is under way, and nothing else.
    EXPECT_EQ(*Wait(files_.Begin(file.file_id, {1, 2, 3})), std::vector<std::int32_t>{1});
    EXPECT_EQ(Wait(files_.ListDue(file.file_id, clock_.now, 10))->size(), 1U);
    EXPECT_EQ(Record(file, {{2, {}}}).ordered, 0);
    EXPECT_TRUE(Wait(files_.OpenContent(file.file_id))->has_value());
    const auto entry = Wait(files_.ListEntries(file.file_id, 1, 1))->at(0);
    EXPECT_EQ(IsoStatusOf(entry), "CANC");
    EXPECT_EQ(ReasonsOf(entry).at(0).code, "DS02");
    EXPECT_EQ(entry.changed_at, clock_.now);
    const auto done = Record(file, {{1, {}}});
    EXPECT_EQ(done.state, FileState::kDone);
    EXPECT_EQ(Cancelled(file).cancelled, 2);
    EXPECT_EQ(Facts(file), (std::vector<std::string>{"PaymentFileReceived", "PaymentFileCancelled",
                                                     "PaymentFileProcessed"}));
}

TEST_F(PaymentFileStoreTest, AFileThatIsCancelledAsAWholeIsDoneAndItsKeyIsLeftToDestroy) {
    const auto file = Received(Three());
    EXPECT_TRUE(Wait(files_.ListKeysLeft(10))->empty());
    EXPECT_EQ(Cancelled(file).state, FileState::kDone);
    EXPECT_FALSE(*Wait(files_.NextDue()));
    EXPECT_FALSE(Wait(files_.OpenContent(file.file_id))->has_value());
    EXPECT_EQ(*Wait(files_.ListKeysLeft(10)), std::vector<PaymentFileId>{file.file_id});
    // As after a crash between the two: to destroy it again does nothing.
    seal_.Forget(file.file_id);
    seal_.Forget(file.file_id);
    ASSERT_TRUE(Wait(files_.KeyIsGone(file.file_id)));
    EXPECT_TRUE(Wait(files_.ListKeysLeft(10))->empty());
    EXPECT_EQ(Facts(file), (std::vector<std::string>{"PaymentFileReceived", "PaymentFileCancelled",
                                                     "PaymentFileProcessed"}));
}

// The writer of another process cancels while this one begins, in whatever order they come.
TEST_F(PaymentFileStoreTest, EachTransactionIsEitherBegunOrCancelledWhenTwoProcessesMeet) {
    for (int round = 0; round < 20; ++round) {
        auto terms = Three();
        terms.message_id = "MSG-" + std::to_string(round);
        const auto file = Received(terms);
        std::thread beside(
            [&] { (void)Wait(other_files_.Cancel({.file_id = file.file_id, .now = clock_.now})); });
        const auto begun = *Wait(files_.Begin(file.file_id, {1, 2, 3}));
        beside.join();
        const auto found = **Wait(files_.Find(file.file_id));
        EXPECT_EQ(begun.size() + static_cast<std::size_t>(found.cancelled), 3U);
    }
}

TEST_F(PaymentFileStoreTest, ACopyOfTheContentDoesNotOpenWithoutItsKey) {
    const auto file = Received(Three());
    seal_.Forget(file.file_id);
    const auto opened = Wait(files_.OpenContent(file.file_id));
    ASSERT_TRUE(opened);
    EXPECT_FALSE(opened->has_value());
}

TEST_F(PaymentFileStoreTest, AContentThatIsDamagedIsNotTakenForOneThatIsGone) {
    const auto file = Received(Three());
    Text("UPDATE payment_files SET sealed_content = sealed_content || '\\x00' RETURNING 'damaged'");
    EXPECT_EQ(Wait(files_.OpenContent(file.file_id)).error().code, ErrorCode::kUnavailable);
}

TEST_F(PaymentFileStoreTest, WhatIsPostponedIsDueLaterAndTheRestNow) {
    const auto file = Received(Three());
    Record(file, {{1, {}}});
    ASSERT_TRUE(Wait(files_.Postpone(file.file_id, {1, 2}, clock_.now + 10s)));
    EXPECT_EQ(Wait(files_.ListDue(file.file_id, clock_.now, 10))->at(0).position, 3);
    EXPECT_EQ(Wait(files_.ListEntries(file.file_id, 0, 1))->at(0).entry.due_at, clock_.now);
    Record(file, {{3, {}}});
    EXPECT_EQ(*Wait(files_.NextDue()), clock_.now + 10s);
    ASSERT_TRUE(Wait(files_.Postpone(file.file_id, {2}, clock_.now + 20s)));
    EXPECT_EQ(*Wait(files_.NextDue()), clock_.now + 20s);
}

TEST_F(PaymentFileStoreTest, ARefusedFileIsAFactAndHasNoContent) {
    auto wrong = Three();
    wrong.number = "4";
    const auto file = Received(wrong);
    EXPECT_EQ(file.state, FileState::kRefused);
    EXPECT_EQ((*Wait(files_.Find(file.file_id)))->reasons.at(0).code, "AM18");
    EXPECT_EQ(Facts(file), std::vector<std::string>{"PaymentFileRefused"});
    EXPECT_FALSE(*Wait(files_.Take("a", clock_.now)));
}

TEST_F(PaymentFileStoreTest, AFileOfRejectedTransfersIsReceivedAndProcessedAtOnce) {
    auto wrong = Three();
    wrong.method = "CHK";
    const auto file = Received(wrong);
    EXPECT_EQ(file.state, FileState::kDone);
    EXPECT_EQ(Facts(file),
              (std::vector<std::string>{"PaymentFileReceived", "PaymentFileProcessed"}));
}

TEST_F(PaymentFileStoreTest, OneProcessWorksOnAFileAtATimeAndFilesTakeTurns) {
    const auto first = Received(Three());
    auto other = Three();
    other.message_id = "MSG-2";
    clock_.now += 1s;
    const auto second = Received(other);
    clock_.now += 1s;
    EXPECT_EQ((*Wait(files_.Take("a", clock_.now)))->file_id, first.file_id);
    EXPECT_EQ((*Wait(files_.Take("b", clock_.now)))->file_id, second.file_id);
    EXPECT_FALSE(*Wait(files_.Take("c", clock_.now)));
    clock_.now += 1s;
    // A restart takes its own back at once, others when the lease is over.
    EXPECT_EQ((*Wait(files_.Take("b", clock_.now)))->file_id, second.file_id);
    ASSERT_TRUE(Wait(files_.Release(first.file_id, "b")));
    EXPECT_FALSE(*Wait(files_.Take("c", clock_.now)));
    ASSERT_TRUE(Wait(files_.Release(first.file_id, "a")));
    EXPECT_EQ((*Wait(files_.Take("c", clock_.now)))->file_id, first.file_id);
    clock_.now += 61s;
    EXPECT_TRUE(*Wait(files_.Take("d", clock_.now)));
}

TEST_F(PaymentFileStoreTest, WaitsForItsDay) {
    auto later = Three();
    later.day = "2026-03-05";
    const auto file = Received(later);
    EXPECT_FALSE(*Wait(files_.Take("a", clock_.now)));
    const auto day = *core::ParseRfc3339("2026-03-05T00:00:00Z");
    EXPECT_EQ(*Wait(files_.NextDue()), day);
    EXPECT_TRUE(Wait(files_.ListDue(file.file_id, clock_.now, 10))->empty());
    EXPECT_EQ((*Wait(files_.Take("a", day)))->file_id, file.file_id);
    EXPECT_EQ(Wait(files_.ListDue(file.file_id, day, 2))->size(), 2U);
}

TEST_F(PaymentFileStoreTest, FollowsItsPayments) {
    const auto file = Received(Three());
    events::Outbox outbox({.service = "payment-files-payments",
                           .instance = "test",
                           .database_url = database_.Url(),
                           .kafka_brokers = testing::TestKafkaBrokers()});
    PostgresPaymentStore payments({.name = "payment", .database_url = database_.Url()}, outbox,
                                  readers_, {.encode = EncodeFact, .decode = DecodeFact}, vault_);
    const auto id = Wait(files_.ListEntries(file.file_id, 1, 1))->at(0).entry.payment_id;
    Terms terms{.payment_id = id,
                .partner_id = "acme",
                .debtor = kDebtor,
                .creditor = kCreditor,
                .amount = Euro(100),
                .created_at = clock_.now + 5s};
    terms.fingerprint = FingerprintOf(terms);
    ASSERT_TRUE(Wait(payments.Apply(Create{terms, Declined{{}, {{"AM04", "No funds."}}}, {}})));
    const auto status = Wait(files_.ListEntries(file.file_id, 1, 1))->at(0);
    EXPECT_EQ(IsoStatusOf(status), "RJCT");  // also before the file knows
    EXPECT_EQ(ReasonsOf(status).at(0).code, "AM04");
    const auto counts = *Wait(files_.Count(file.file_id));
    ASSERT_EQ(counts.size(), 2U);
    for (const auto& count : counts) {
        EXPECT_EQ(count.payments, count.iso_status == "ACTC" ? 2 : 1);
        EXPECT_EQ(count.sum, Euro(count.iso_status == "ACTC" ? 200 : 100));
    }
    EXPECT_EQ(status.changed_at, clock_.now + 5s);
    EXPECT_EQ(Wait(files_.ListEntries(file.file_id, 2, 1))->at(0).changed_at, clock_.now);
}

TEST_F(PaymentFileStoreTest, ListsFilesOfAPartnerNewestFirst) {
    Received(Three());
    auto other = Three();
    other.message_id = "MSG-2";
    clock_.now += 1s;
    Received(other);
    auto page = *Wait(files_.List({.partner_id = "acme", .page_size = 1}));
    ASSERT_EQ(page.size(), 1U);
    EXPECT_EQ(page[0].message_id, "MSG-2");
    page = *Wait(
        files_.List({.partner_id = "acme",
                     .after = core::PagePosition{page[0].received_at, page[0].file_id.value}}));
    ASSERT_EQ(page.size(), 1U);
    EXPECT_EQ(page[0].message_id, "MSG-1");
    EXPECT_TRUE(Wait(files_.List({.partner_id = "globex"}))->empty());
}

}  // namespace
}  // namespace clearway::payment
