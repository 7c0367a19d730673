// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/rescreening.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "async/runtime.h"

namespace clearway::compliance {
namespace {

constexpr char kListed[] = "Brigitta Feldkamp";

SourceList Listed() {
    SourceList source{.source = kOfacSource, .list = {}};
    source.list.version = "second";
    source.list.entries.push_back(
        {.number = 1, .type = EntryType::kIndividual, .program = "p", .id = "1"});
    source.list.names.push_back({0, NameQuality::kPrimary, kListed});
    return source;
}

std::shared_ptr<const LoadedLists> Whole() {
    return std::make_shared<const LoadedLists>(CombineLists({Listed()}), 16);
}

KnownParty PartyNo(std::uint8_t number, const char* name = kListed) {
    core::Uuid::Bytes bytes{};
    bytes[15] = number;
    KnownParty party{.party = core::Uuid(bytes), .names = {}};
    party.names.emplace_back(name);
    return party;
}

KnownParty UnreadableNo(std::uint8_t number) {
    return {.party = PartyNo(number).party, .names = {}, .unreadable = true};
}

core::Uuid AlertOf(const KnownParty& party) {
    const auto whole = Whole();
    return ChangedEntries(Listed(), *whole).Screen(party).at(0).alert_id;
}

TEST(ChangedEntriesTest, TheSameFindingHasTheSameAlertAndAPartyThatChangedAnother) {
    auto party = PartyNo(1);
    party.digest = core::Sha256("what is known of it");
    const auto before = AlertOf(party);
    EXPECT_EQ(AlertOf(party), before);
    party.digest = core::Sha256("with another birth date");
    EXPECT_NE(AlertOf(party), before);
}

class OneRescreening final : public RescreeningBook {
public:
    std::optional<Rescreening> Next() override {
        return stored.empty() || !stored.back().last ? std::optional(open) : std::nullopt;
    }
    SourceList Changed(const Rescreening&) override { return Listed(); }
    bool Store(const Rescreening&, const RescreenedPage& page) override {
        open.last_party = page.last_party;
        stored.push_back(page);
        return true;
    }

    Rescreening open{.activation = 1, .list_version = {}};
    std::vector<RescreenedPage> stored;
};

class PartiesInMemory final : public KnownParties {
public:
    async::Task<core::Result<std::vector<KnownParty>>> Page(core::Uuid after,
                                                            std::size_t limit) override {
        if (away) co_return core::ErrorCode::kUnavailable;
        std::vector<KnownParty> page;
        for (const auto& party : parties)
            if (after < party.party && page.size() < limit) page.push_back(party);
        co_return page;
    }

    bool away = false;
    std::vector<KnownParty> parties;
};

class RescreenerTest : public ::testing::Test {
protected:
    OneRescreening book_;
    PartiesInMemory parties_;
    ActiveList lists_{Whole()};
    async::Runtime runtime_{1};
    Rescreener rescreener_{book_, parties_, lists_, runtime_.GetExecutor(), 2};
};

TEST_F(RescreenerTest, APartyThatDoesNotOpenIsPassedOverAndToldOf) {
    parties_.parties = {PartyNo(1), UnreadableNo(2), UnreadableNo(3), PartyNo(4, "Jane Roe"),
                        PartyNo(5)};
    while (rescreener_.Step()) {
    }
    std::vector<core::Uuid> hits, unreadable;
    std::int64_t screened = 0;
    for (const auto& page : book_.stored) {
        for (const auto& hit : page.hits) hits.push_back(hit.party);
        unreadable.insert(unreadable.end(), page.unreadable.begin(), page.unreadable.end());
        screened += page.parties;
    }
    EXPECT_EQ(hits, (std::vector{PartyNo(1).party, PartyNo(5).party}));
    EXPECT_EQ(unreadable, (std::vector{PartyNo(2).party, PartyNo(3).party}));
    EXPECT_EQ(screened, 3);
}

TEST_F(RescreenerTest, KeysThatAreOutOfReachStopItAndNobodyIsPassedOver) {
    parties_.parties = {PartyNo(1)};
    parties_.away = true;
    EXPECT_THROW(rescreener_.Step(), std::runtime_error);
    EXPECT_TRUE(book_.stored.empty());
    parties_.away = false;
    EXPECT_TRUE(rescreener_.Step());
    EXPECT_EQ(book_.stored.at(0).hits.size(), 1U);
}

}  // namespace
}  // namespace clearway::compliance
