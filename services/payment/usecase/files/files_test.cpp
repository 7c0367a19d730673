// SPDX-License-Identifier: Apache-2.0
#include <condition_variable>
#include <future>

#include "services/payment/files/pain001_fixture.h"
#include "services/payment/usecase/files/cancel_file.h"
#include "services/payment/usecase/files/file_worker.h"
#include "services/payment/usecase/files/memory_files_fixture.h"
#include "services/payment/usecase/files/process_files.h"
#include "services/payment/usecase/files/receive_file.h"
#include "services/payment/usecase/usecase_test_support.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;

struct TurnedClock final : core::Clock {
    core::Timestamp Now() const override { return now; }
    core::Timestamp now = *core::ParseRfc3339("2026-03-02T12:00:00Z");
};

class FilesTest : public UseCaseTest {
protected:
    static Pain001 Of(std::size_t transfers) {
        Pain001 file{.debtor = kDebtor};
        for (std::size_t i = 0; i < transfers; ++i)
            file.transfers.push_back(ToAccount(kCreditor, "e" + std::to_string(i)));
        return file;
    }
    Result<FileOutcome> Receive(const std::string& content) {
        CallContext call;
        call.partner_id = "acme";
        call.idempotency_key = "key";
        return async::BlockOn(runtime_.GetExecutor(), receive_.Run(call, core::Sensitive(content)));
    }
    Result<PaymentFile> Cancel(const std::string& partner) {
        CallContext call;
        call.caller = "gateway";
        call.partner_id = partner;
        return async::BlockOn(runtime_.GetExecutor(), cancel_.Run(call, Row().file.file_id));
    }
    Result<bool> Process() { return process_.RunOnce(std::stop_token()); }
    const MemoryFiles::Row& Row() const { return files_.rows.begin()->second; }

    TurnedClock turned_;
    MemoryFiles files_;
    int noticed_ = 0;
    ReceiveFile receive_{files_, files_, turned_, [this] { ++noticed_; }};
    CancelFile cancel_{files_, turned_};
    ProcessFiles process_{{files_, files_, create_, turned_},
                          {.owner = "test", .orders_at_once = 3},
                          runtime_.GetExecutor()};
};

TEST_F(FilesTest, EachTransferBecomesAPaymentAndTheContentGoes) {
    const auto received = Receive(Of(130).Text());
    ASSERT_TRUE(received);
    EXPECT_EQ(received->file.state, FileState::kReceived);
    EXPECT_EQ(noticed_, 1);
    EXPECT_TRUE(store_.rows.empty());
    ASSERT_TRUE(*Process());
    EXPECT_EQ(store_.rows.size(), 130U);
    EXPECT_EQ(peers_.held, 130);
    EXPECT_EQ(Row().file.state, FileState::kDone);
    EXPECT_EQ(Row().file.ordered, 130);
    EXPECT_EQ(files_.released, 1);
    for (const auto& entry : Row().entries) {
        ASSERT_TRUE(store_.rows.contains(entry.payment_id));
        const auto& request = store_.rows.at(entry.payment_id).terms.request;
        EXPECT_EQ(request.file_position, entry.position);
        EXPECT_EQ(request.request_id,
                  Row().file.file_id.ToString() + "/" + std::to_string(entry.position));
    }
    EXPECT_FALSE(*Process());
    EXPECT_EQ(files_.forgotten, 1);
    EXPECT_FALSE(*Process());
    EXPECT_EQ(files_.forgotten, 1);
}

TEST_F(FilesTest, TheSameFileAgainIsTheSameAndAnotherContentIsRefused) {
    const auto content = Of(2).Text();
    ASSERT_TRUE(Receive(content));
    const auto again = Receive(content);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(files_.sealed, 1);
    EXPECT_EQ(Receive(Of(3).Text()).error().code, ErrorCode::kIdempotencyKeyReused);
    EXPECT_EQ(files_.rows.size(), 1U);
    EXPECT_EQ(noticed_, 1);
}

TEST_F(FilesTest, AFileThatDoesNotAddUpIsKeptAsRefusedWithoutItsContent) {
    auto file = Of(2);
    file.sum = "3.00";
    const auto received = Receive(file.Text());
    ASSERT_TRUE(received);
    EXPECT_EQ(received->file.state, FileState::kRefused);
    EXPECT_EQ(received->file.reasons.at(0).code, "AM10");
    EXPECT_EQ(files_.sealed, 0);
    EXPECT_TRUE(Row().entries.empty());
    EXPECT_FALSE(*Process());
    EXPECT_TRUE(store_.rows.empty());
}

TEST_F(FilesTest, WhatCannotBeReadIsNotKept) {
    EXPECT_EQ(Receive("no XML").error().code, ErrorCode::kInvalidArgument);
    EXPECT_TRUE(files_.rows.empty());
}

TEST_F(FilesTest, AFileOfRejectedTransfersIsDoneAtOnce) {
    auto file = Of(2);
    file.method = "CHK";
    const auto received = Receive(file.Text());
    ASSERT_TRUE(received);
    EXPECT_EQ(received->file.state, FileState::kDone);
    EXPECT_EQ(received->file.rejected, 2);
    EXPECT_EQ(files_.sealed, 0);
}

TEST_F(FilesTest, ABadTransferIsRejectedAndTheOthersGoOn) {
    auto file = Of(1);
    file.transfers.push_back(ToAccount(kClosed, "closed"));
    file.transfers.push_back(ToAccount(kDollars, "dollars"));
    file.transfers.push_back(ToAccount(kDebtor, "same"));
    ASSERT_TRUE(Receive(file.Text()));
    ASSERT_TRUE(*Process());
    EXPECT_EQ(store_.rows.size(), 1U);
    EXPECT_EQ(Row().file.state, FileState::kDone);
    const char* codes[] = {"AC07", "AM03", "AC03"};
    for (std::size_t i = 0; i < 3; ++i) {
        ASSERT_TRUE(Row().entries.at(i + 1).reason) << i;
        EXPECT_EQ(Row().entries.at(i + 1).reason->code, codes[i]);
    }
}

TEST_F(FilesTest, ADebtorOfAnotherPartnerIsNotKnown) {
    auto file = Of(2);
    file.debtor = kForeign;
    ASSERT_TRUE(Receive(file.Text()));
    ASSERT_TRUE(*Process());
    EXPECT_TRUE(store_.rows.empty());
    for (const auto& entry : Row().entries) EXPECT_EQ(entry.reason->code, "AC02");
}

TEST_F(FilesTest, WithoutTheLedgerItWaitsAndNothingIsRejected) {
    ASSERT_TRUE(Receive(Of(5).Text()));
    peers_.hold = ErrorCode::kUnavailable;
    EXPECT_EQ(Process().error().code, ErrorCode::kUnavailable);
    EXPECT_EQ(Row().file.rejected, 0);
    EXPECT_EQ(files_.released, 1);
    peers_.hold = HoldOutcome::kHeld;
    turned_.now += 10s;
    ASSERT_TRUE(*Process());
    EXPECT_EQ(Row().file.ordered, 5);
    EXPECT_EQ(store_.rows.size(), 5U);
}

TEST_F(FilesTest, AnOrderThatCannotBeDecidedWaitsAloneAndTheOthersGoOn) {
    ProcessFiles one_by_one({files_, files_, create_, turned_},
                            {.owner = "test", .orders_at_once = 1}, runtime_.GetExecutor());
    peers_.while_holding = [&] {
        const bool second = peers_.held == 2;
        peers_.hold = second ? Result<HoldOutcome>(ErrorCode::kCallerNotAllowed)
                             : Result<HoldOutcome>(HoldOutcome::kHeld);
    };
    ASSERT_TRUE(Receive(Of(9).Text()));
    ASSERT_TRUE(*one_by_one.RunOnce(std::stop_token()));
    EXPECT_EQ(Row().file.ordered, 8);
    EXPECT_EQ(Row().file.rejected, 0);
    EXPECT_FALSE(*one_by_one.RunOnce(std::stop_token()));
    turned_.now += 10s;
    ASSERT_TRUE(*one_by_one.RunOnce(std::stop_token()));
    EXPECT_EQ(Row().file.state, FileState::kDone);
    EXPECT_EQ(Row().file.ordered, 9);
}

// Such a run ends the turn, but does not stand at the head of the file for ever.
TEST_F(FilesTest, AfterARunOfOrdersThatCannotBeDecidedTheRestHasItsTurn) {
    ProcessFiles one_by_one({files_, files_, create_, turned_},
                            {.owner = "test", .orders_at_once = 1}, runtime_.GetExecutor());
    peers_.while_holding = [&] {
        peers_.hold = peers_.held <= 3 ? Result<HoldOutcome>(ErrorCode::kInternal)
                                       : Result<HoldOutcome>(HoldOutcome::kHeld);
    };
    ASSERT_TRUE(Receive(Of(9).Text()));
    EXPECT_EQ(one_by_one.RunOnce(std::stop_token()).error().code, ErrorCode::kInternal);
    EXPECT_EQ(peers_.held, 3);
    ASSERT_TRUE(*one_by_one.RunOnce(std::stop_token()));
    EXPECT_EQ(Row().file.ordered, 6);
}

TEST_F(FilesTest, OnlyWhatIsTheOrdersOwnFaultIsARejection) {
    for (const auto code :
         {ErrorCode::kCallerNotAllowed, ErrorCode::kNotFound, ErrorCode::kInvalidArgument,
          ErrorCode::kPaymentStateConflict, ErrorCode::kBalanceLimit, ErrorCode::kUnavailable,
          ErrorCode::kDeadlineExceeded, ErrorCode::kInternal})
        EXPECT_FALSE(RejectionOf(core::Error{.code = code})) << core::Describe(code).name;
    EXPECT_FALSE(RejectionOf(core::InvalidField("hold_id", "is none")));
    EXPECT_EQ(RejectionOf(core::InvalidField("creditor", "erased"))->code, "MS03");
    EXPECT_EQ(RejectionOf(core::InvalidField("remittance_information", "erased"))->code, "MS03");
    EXPECT_EQ(RejectionOf(core::Error{.code = ErrorCode::kIdempotencyKeyReused})->code, "AM05");
}

// As after a crash between the payments and the record of them.
TEST_F(FilesTest, WhatWasNotRecordedIsRepeatedAndDoublesNothing) {
    ASSERT_TRUE(Receive(Of(5).Text()));
    files_.refuses_records = true;
    EXPECT_EQ(Process().error().code, ErrorCode::kUnavailable);
    EXPECT_EQ(store_.rows.size(), 5U);
    files_.refuses_records = false;
    ASSERT_TRUE(*Process());
    EXPECT_EQ(Row().file.ordered, 5);
    EXPECT_EQ(store_.rows.size(), 5U);
    EXPECT_EQ(peers_.held, 5);
}

TEST_F(FilesTest, NoMoreOrdersAreUnderWayThanItMay) {
    std::mutex mutex;
    std::condition_variable all;
    int inside = 0, most = 0, met = 0;
    peers_.while_holding = [&] {
        std::unique_lock lock(mutex);
        most = std::max(most, ++inside);
        if (inside == 3) ++met, all.notify_all();
        // Until three have met once, which shows that they run beside one another.
        if (!all.wait_for(lock, 10s, [&] { return met != 0; })) met = -1;
        --inside;
    };
    ASSERT_TRUE(Receive(Of(40).Text()));
    ASSERT_TRUE(*Process());
    EXPECT_EQ(most, 3);
    EXPECT_EQ(store_.rows.size(), 40U);
}

TEST_F(FilesTest, ALaterDayIsWaitedForWithTheContentKept) {
    auto file = Of(2);
    file.day = "2026-03-05";
    ASSERT_TRUE(Receive(file.Text()));
    EXPECT_FALSE(*Process());
    EXPECT_TRUE(store_.rows.empty());
    turned_.now = *core::ParseRfc3339("2026-03-05T00:00:00Z");
    ASSERT_TRUE(*Process());
    EXPECT_EQ(store_.rows.size(), 2U);
    EXPECT_FALSE(*Process());
    EXPECT_EQ(files_.forgotten, 1);
}

TEST_F(FilesTest, AKeyThatStayedIsDestroyedLaterAndNothingElseWaitsForIt) {
    ASSERT_TRUE(Receive(Of(1).Text()));
    ASSERT_TRUE(*Process());
    files_.keeps_keys = true;
    EXPECT_FALSE(*Process());
    auto other = Of(1);
    other.message_id = "MSG-2";
    ASSERT_TRUE(Receive(other.Text()));
    EXPECT_TRUE(*Process());
    EXPECT_EQ(store_.rows.size(), 2U);
    EXPECT_EQ(files_.forgotten, 0);
    files_.keeps_keys = false;
    EXPECT_FALSE(*Process());
    EXPECT_EQ(files_.forgotten, 2);
}

TEST_F(FilesTest, WhatIsCancelledBecomesNoPaymentAndItsContentGoes) {
    auto file = Of(2);
    file.day = "2026-03-05";
    const auto received = Receive(file.Text());
    ASSERT_TRUE(received);
    EXPECT_EQ(Cancel("globex").error().code, ErrorCode::kNotFound);
    EXPECT_EQ(Cancel("").error().code, ErrorCode::kCallerNotAllowed);
    const auto cancelled = Cancel("acme");
    ASSERT_TRUE(cancelled);
    EXPECT_EQ(cancelled->state, FileState::kDone);
    EXPECT_EQ(cancelled->cancelled, 2);
    EXPECT_EQ(files_.cancelled_by, "partner/acme");
    turned_.now = *core::ParseRfc3339("2026-03-05T00:00:00Z");
    EXPECT_FALSE(*Process());
    EXPECT_TRUE(store_.rows.empty());
    EXPECT_EQ(files_.forgotten, 1);
    EXPECT_EQ(Cancel("acme")->cancelled, 2);
}

// It comes when the content was read already, and again while payments are made.
TEST_F(FilesTest, ACancellationMeetsWhatIsNotUnderWayYet) {
    ProcessFiles one_by_one({files_, files_, create_, turned_},
                            {.owner = "test", .orders_at_once = 1}, runtime_.GetExecutor());
    ASSERT_TRUE(Receive(Of(20).Text()));
    int groups = 0;
    files_.before_begin = [&] {
        if (++groups != 3) return;
        EXPECT_TRUE(Cancel("acme"));
    };
    ASSERT_TRUE(*one_by_one.RunOnce(std::stop_token()));
    EXPECT_EQ(Row().file.ordered, 8);
    EXPECT_EQ(Row().file.cancelled, 12);
    EXPECT_EQ(store_.rows.size(), 8U);
    EXPECT_EQ(Row().file.state, FileState::kDone);
}

// A crash between a payment and its record must not leave a payment that was cancelled.
TEST_F(FilesTest, WhatWasUnderWayIsNotCancelled) {
    ASSERT_TRUE(Receive(Of(5).Text()));
    files_.refuses_records = true;
    EXPECT_EQ(Process().error().code, ErrorCode::kUnavailable);
    files_.refuses_records = false;
    EXPECT_EQ(Cancel("acme")->cancelled, 0);
    ASSERT_TRUE(*Process());
    EXPECT_EQ(Row().file.ordered, 5);
}

TEST_F(FilesTest, ItStopsInTheMiddleOfAFileAndLosesNothing) {
    ASSERT_TRUE(Receive(Of(200).Text()));
    std::stop_source stop;
    peers_.while_holding = [&] { stop.request_stop(); };
    ASSERT_TRUE(process_.RunOnce(stop.get_token()));
    EXPECT_EQ(Row().file.ordered, 12);  // those that were begun together
    EXPECT_EQ(store_.rows.size(), 12U);
    ASSERT_TRUE(*Process());
    EXPECT_EQ(Row().file.ordered, 200);
    EXPECT_EQ(peers_.held, 200);
}

// Its own look comes every five seconds.
TEST_F(FilesTest, TheWorkerIsWokenByANewFile) {
    std::promise<void> made;
    peers_.while_holding = [&] { made.set_value(); };
    FileWorker worker(process_, files_, turned_, runtime_.GetExecutor());
    ReceiveFile receive(files_, files_, turned_, [&] { worker.Notice(); });
    CallContext call;
    call.partner_id = "acme";
    ASSERT_TRUE(
        async::BlockOn(runtime_.GetExecutor(), receive.Run(call, core::Sensitive(Of(1).Text()))));
    EXPECT_EQ(made.get_future().wait_for(4s), std::future_status::ready);
}

// Each failure that stopped all files would take a second.
TEST_F(FilesTest, FilesThatDoNotOpenDoNotHoldUpTheNextOne) {
    CallContext call;
    call.partner_id = "acme";
    for (const auto* id : {"SHUT-1", "SHUT-2", "OPEN"}) {
        auto file = Of(1);
        file.message_id = id;
        const auto received = async::BlockOn(runtime_.GetExecutor(),
                                             receive_.Run(call, core::Sensitive(file.Text())));
        ASSERT_TRUE(received);
        if (std::string_view(id) != "OPEN") files_.shut.insert(received->file.file_id);
    }
    std::promise<void> made;
    peers_.while_holding = [&] { made.set_value(); };
    const FileWorker worker(process_, files_, turned_, runtime_.GetExecutor());
    EXPECT_EQ(made.get_future().wait_for(1900ms), std::future_status::ready);
}

TEST_F(FilesTest, ASliceLeavesTheRestForTheNextTurn) {
    ProcessFiles sliced({files_, files_, create_, turned_},
                        {.owner = "test", .orders_at_once = 1, .slice = 3}, runtime_.GetExecutor());
    ASSERT_TRUE(Receive(Of(5).Text()));
    ASSERT_TRUE(*sliced.RunOnce(std::stop_token()));
    EXPECT_EQ(Row().file.ordered, 3);
    EXPECT_EQ(Row().file.state, FileState::kProcessing);
    EXPECT_EQ(files_.forgotten, 0);
    ASSERT_TRUE(*sliced.RunOnce(std::stop_token()));
    EXPECT_EQ(Row().file.state, FileState::kDone);
}

}  // namespace
}  // namespace clearway::payment
