// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/prove.h"

#include <gtest/gtest.h>

#include "merkle/checkpoint.h"
#include "services/audit/usecase/log_fixture.h"

namespace clearway::audit {
namespace {

using core::ErrorCode;

class ProveTest : public ::testing::Test {
protected:
    ProveTest() {
        log_.Append(300);
        log_.Sign(signer_);
        log_.Append(7);  // logged, and not signed yet
    }
    // With nothing but the answer and the public key.
    void ExpectProven(const ProvenEntries& proven) {
        const auto opened = merkle::OpenCheckpoint(proven.checkpoint.note, signer_.key.Public());
        ASSERT_TRUE(opened.checkpoint);
        for (const auto& entry : proven.entries)
            EXPECT_TRUE(merkle::VerifyInclusion(merkle::HashLeaf(entry.leaf), entry.number,
                                                opened.checkpoint->tree.size, entry.proof,
                                                opened.checkpoint->tree.root));
    }
    const LogSigner signer_{.origin = "clearway/audit", .key = crypto::PrivateKey::Generate()};
    MemoryLog log_;
};

TEST_F(ProveTest, AnEntryIsProvenByItsNumberAndByItsName) {
    const auto by_number = ProveNumber(log_, 77, 0);
    ASSERT_TRUE(by_number);
    ExpectProven(*by_number);
    const auto entry = MakeEntry(77);
    const auto by_name = ProveFact(log_, {"payment", entry.stream_id, entry.version}, 300);
    ASSERT_TRUE(by_name);
    ExpectProven(*by_name);
    EXPECT_EQ(by_name->entries.at(0).number, 77U);
    EXPECT_EQ(by_name->entries.at(0).leaf, LeafOf(entry));
}

TEST_F(ProveTest, WhatIsNotBelowTheCheckpointIsNotProven) {
    EXPECT_EQ(ProveNumber(log_, 300, 0).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(ProveNumber(log_, 1'000, 0).error().code, ErrorCode::kNotFound);
    const auto unsigned_yet = MakeEntry(303);
    EXPECT_EQ(
        ProveFact(log_, {"payment", unsigned_yet.stream_id, unsigned_yet.version}, 0).error().code,
        ErrorCode::kNotFound);
    const auto known = MakeEntry(77);
    for (const auto& unknown :
         {FactName{"fraud", known.stream_id, known.version},
          FactName{"payment", core::Uuid::Random(), 1}, FactName{"payment", known.stream_id, 9}})
        EXPECT_EQ(ProveFact(log_, unknown, 0).error().code, ErrorCode::kNotFound);
}

TEST_F(ProveTest, ASizeThatWasNotSignedIsRefused) {
    EXPECT_EQ(FindCheckpoint(log_, 301).error().field_errors.at(0).field, "signed_size");
    EXPECT_EQ(FindCheckpoint(log_, 299).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(FindCheckpoint(log_, 300)->size, 300U);
    EXPECT_EQ(ProveGrowth(log_, 10, 301).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(ProveGrowth(log_, 301, 300).error().field_errors.at(0).field, "from_size");
    EXPECT_EQ(ProveGrowth(log_, 0, 300).error().field_errors.at(0).field, "from_size");
    log_.checkpoint.reset();
    EXPECT_EQ(FindCheckpoint(log_, 0).error().code, ErrorCode::kNotFound);
}

TEST_F(ProveTest, StreamsComeInPagesWithNothingLeftOutOrTwice) {
    StreamQuery query{.streams = {MakeEntry(9).stream_id, MakeEntry(150).stream_id,
                                  MakeEntry(299).stream_id, MakeEntry(303).stream_id},
                      .limit = 4};
    std::vector<std::uint64_t> numbers;
    for (std::optional<std::uint64_t> next = 0; next;) {
        query.begin = *next;
        const auto page = ProveStreams(log_, query, 300);
        ASSERT_TRUE(page);
        ExpectProven(*page);
        EXPECT_LE(page->entries.size(), 4U);
        for (const auto& entry : page->entries) numbers.push_back(entry.number);
        next = page->next;
    }
    EXPECT_EQ(numbers, (std::vector<std::uint64_t>{9, 10, 11, 150, 151, 152, 297, 298, 299}));
    const std::vector<core::Uuid> nobody{core::Uuid::Random()};
    EXPECT_TRUE(ProveStreams(log_, {.streams = nobody}, 0)->entries.empty());
}

TEST_F(ProveTest, GrowthIsProvenFromAnyEarlierSize) {
    const auto opened = merkle::OpenCheckpoint(log_.checkpoint->note, signer_.key.Public());
    for (const std::uint64_t from : {1U, 2U, 255U, 256U, 299U, 300U}) {
        const auto grown = ProveGrowth(log_, from, 0);
        ASSERT_TRUE(grown);
        const merkle::TreeState before{.size = from, .root = merkle::Tree(log_).Root(from)};
        EXPECT_TRUE(merkle::VerifyConsistency(before, opened.checkpoint->tree, grown->proof));
    }
}

}  // namespace
}  // namespace clearway::audit
