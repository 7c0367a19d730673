// SPDX-License-Identifier: Apache-2.0
// Holders' names at rest: sealed, opened on read, gone with their key while the books stay as they
// are.
#include <boost/asio/use_future.hpp>

#include "clearway/compliance/v1/person_events.pb.h"
#include "services/settlement/events/erasures.h"
#include "services/settlement/ledger_fixture.h"
#include "vault/pkcs11/token_keys.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;

class HolderNamesTest : public testing::LedgerFixture {
protected:
    core::Result<std::vector<Account>> Resolve(const std::vector<std::string>& accounts) {
        std::vector<core::AccountId> ids;
        for (const auto& name : accounts) ids.push_back(AccountNamed(name));
        return async::BlockOn(runtime.GetExecutor(), reader.ResolveAccounts(ids));
    }
    static events::ReceivedEvent Erased(const std::string& account, std::int64_t offset) {
        compliance::v1::PersonErased erased;
        erased.set_person_id(AccountNamed(account).ToString());
        events::ReceivedEvent event;
        event.event_id = core::Uuid::Random();
        event.stream_id = core::Uuid::Random();
        event.type = erased.GetTypeName();
        event.payload = erased.SerializeAsString();
        event.topic = events::TopicOf("compliance");
        event.offset = offset;
        return event;
    }
    std::string Dump() {
        return Query(
            "SELECT string_agg(encode(sealed_holder_name, 'escape'), '') "
            "|| string_agg(a::text, '') FROM accounts a");
    }
};

TEST_F(HolderNamesTest, LieSealedInTheTableAndOpenWhenRead) {
    Open("payer", 100);
    EXPECT_EQ(At("payer").holder_name.Reveal(), "Ada Example");
    EXPECT_EQ(Dump().find("Ada"), std::string::npos);
    EXPECT_EQ(Dump().find("Example"), std::string::npos);
}

TEST_F(HolderNamesTest, OpenAtTheirOwnAccountOnly) {
    Open("payer", 100);
    Open("shop");
    Query(
        "UPDATE accounts SET sealed_holder_name = (SELECT sealed_holder_name FROM accounts WHERE "
        "id = '" +
            AccountNamed("shop").ToString() + "') WHERE id = '" + AccountNamed("payer").ToString() +
            "'",
        Keep::kYes);
    EXPECT_EQ(At("payer").holder_name.Reveal(), "");
    EXPECT_FALSE(At("payer").holder_erased);
}

TEST_F(HolderNamesTest, AreGoneWhenThePersonIsErasedAndTheBooksAreNot) {
    Open("payer", 100);
    Open("shop", 50);
    const auto before = Digest();
    ErasureHandler handler(vault.Persons(), runner, runtime.GetExecutor());
    handler({Erased("payer", 0)});
    handler({Erased("payer", 0)});  // the position was lost with the process
    const auto payer = At("payer");
    EXPECT_EQ(payer.holder_name.Reveal(), "");
    EXPECT_TRUE(payer.holder_erased);
    EXPECT_EQ(payer.posted, 100);
    EXPECT_EQ(At("shop").holder_name.Reveal(), "Ada Example");
    EXPECT_EQ(Digest(), before);
    ExpectBooksBalance();
    EXPECT_EQ(
        Query("SELECT count(*) FROM person_keys WHERE wrapped IS NULL AND erased_at IS NOT NULL"),
        "1");
}

TEST_F(HolderNamesTest, MakeReadersWaitForTheTokenAndTransfersNot) {
    Open("payer", 100);
    Open("shop");
    vault::ServiceVault cold(master_keys, database.Url(), clock);
    StoredLedgerReader behind(readers, whole_ledger, cold);
    master_keys.before_unwrap = [] {
        throw vault::KeyEncryptionError(vault::KeyEncryptionError::Reason::kNoToken, "away");
    };
    const auto account =
        async::BlockOn(runtime.GetExecutor(), behind.FindAccount("acme", AccountNamed("payer")));
    ASSERT_FALSE(account);
    EXPECT_EQ(account.error().code, core::ErrorCode::kUnavailable);
    BookTransfers transfers{.orders = {{.transfer_id = testing::MakeId<core::TransferId>("one"),
                                        .debtor = AccountNamed("payer"),
                                        .creditor = AccountNamed("shop"),
                                        .amount = testing::Eur(40)}},
                            .booked_by = "test"};
    EXPECT_EQ(Do<BookingReply>(transfers).orders.front().outcome, BookingOutcome::kPosted);
    master_keys.before_unwrap = {};
    EXPECT_TRUE(
        async::BlockOn(runtime.GetExecutor(), behind.FindAccount("acme", AccountNamed("payer"))));
}

}  // namespace
}  // namespace clearway::settlement
