// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/list_parties.h"

#include <gtest/gtest.h>

#include <limits>

#include "async/runtime.h"

namespace clearway::fraud {
namespace {

class FakeLists final : public ListCommands, public ListQueries {
public:
    async::Task<core::Result<PartyListing>> Submit(ListParty command) override {
        listed.push_back(command);
        co_return PartyListing{.party = command.party, .expires_at = command.expires_at};
    }
    async::Task<core::Result<PartyListing>> Submit(UnlistParty command) override {
        co_return PartyListing{.party = command.party, .ended_at = command.at};
    }
    async::Task<core::Result<std::vector<PartyListing>>> Page(ListingFilter) override {
        co_return std::vector<PartyListing>{};
    }
    async::Task<core::Result<core::Done>> Refresh() override {
        ++refreshed;
        co_return core::ErrorCode::kUnavailable;
    }
    std::vector<ListParty> listed;
    int refreshed = 0;
};

class ListPartiesTest : public ::testing::Test {
protected:
    ListPartiesTest() {
        request_.set_list(v1::PARTY_LIST_BLOCK);
        request_.set_party(v1::PARTY_KIND_DEVICE);
        request_.set_id("till 4");
        request_.set_reason("stolen");
        request_.mutable_expires_at()->set_seconds(1'772'366'400);
        call_.caller_id = "spiffe://clearway/operator/ops";
    }
    core::Result<v1::PartyListing> Call() {
        return async::BlockOn(runtime_.GetExecutor(), ListPartyCall(desk_, call_, request_));
    }
    std::string Refused() {
        const auto answer = Call();
        return answer ? std::string() : answer.error().field_errors.at(0).field;
    }

    async::Runtime runtime_{1};
    core::SystemClock clock_;
    FakeLists lists_;
    PartyDesk desk_{lists_, lists_, clock_};
    rpc::CallContext call_;
    v1::ListPartyRequest request_;
};

TEST_F(ListPartiesTest, AnIdThatIsNoUuidIsKeptAsItsDigest) {
    const auto answer = Call();
    ASSERT_TRUE(answer) << "what is stored counts, not that a refresh failed";
    EXPECT_EQ(answer->key(), EntityKeyOf("till 4").ToString());
    EXPECT_EQ(lists_.listed.at(0).by, call_.caller_id);
    EXPECT_EQ(lists_.refreshed, 1);
    request_.set_id(answer->key());
    EXPECT_EQ(Call()->key(), answer->key()) << "an entry's key names it too";
}

TEST_F(ListPartiesTest, NamesTheFaultyField) {
    EXPECT_EQ(Refused(), "");
    request_.set_party(v1::PARTY_KIND_PAYEE);
    EXPECT_EQ(Refused(), "id");
    request_.set_party(v1::PARTY_KIND_DEVICE);
    for (const auto& id : {std::string(), std::string(65, 'x')}) {
        request_.set_id(id);
        EXPECT_EQ(Refused(), "id");
    }
    request_.set_id("till 4");
    request_.set_list(static_cast<v1::PartyList>(3));
    EXPECT_EQ(Refused(), "list");
    request_.set_list(v1::PARTY_LIST_BLOCK);
    request_.set_party(v1::PARTY_KIND_UNSPECIFIED);
    EXPECT_EQ(Refused(), "party");
    request_.set_party(v1::PARTY_KIND_DEVICE);
    request_.mutable_expires_at()->set_seconds(std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(Refused(), "expires_at");
    request_.clear_expires_at();
    EXPECT_EQ(Refused(), "expires_at");
}

}  // namespace
}  // namespace clearway::fraud
