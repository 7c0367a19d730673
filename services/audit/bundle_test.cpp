// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/bundle_command.h"

#include <gmock/gmock.h>

#include "async/runtime.h"
#include "clearway/audit/v1/audit_service.pb.h"
#include "services/audit/offline/verify_fixture.h"
#include "services/audit/rpc/proof_calls.h"
#include "transcode/json_writer.h"

namespace clearway::audit {
namespace {

// The use cases over a log in memory.
class MemoryProofs final : public ProofDesk {
public:
    explicit MemoryProofs(LogReader& log) : log_(log) {}
    async::Task<core::Result<StoredCheckpoint>> Checkpoint(std::uint64_t size) override {
        co_return FindCheckpoint(log_, size);
    }
    async::Task<core::Result<ProvenEntries>> Number(std::uint64_t number,
                                                    std::uint64_t size) override {
        co_return ProveNumber(log_, number, size);
    }
    async::Task<core::Result<ProvenEntries>> Fact(FactName fact, std::uint64_t size) override {
        co_return ProveFact(log_, fact, size);
    }
    async::Task<core::Result<ProvenEntries>> Streams(StreamQuery query,
                                                     std::uint64_t size) override {
        co_return ProveStreams(log_, query, size);
    }
    async::Task<core::Result<ProvenGrowth>> Growth(std::uint64_t from,
                                                   std::uint64_t size) override {
        co_return ProveGrowth(log_, from, size);
    }

private:
    LogReader& log_;
};

class BundleCommandTest : public VerifyTest {
protected:
    BundleCommandTest() { Fill(1'000); }

    template <class Answer>
    core::Result<Answer> Wait(async::Task<core::Result<Answer>> task) {
        std::optional<core::Result<Answer>> got;
        const auto take = [](auto waited, auto* out) -> async::Task<bool> {
            out->emplace(co_await std::move(waited));
            co_return true;
        };
        async::BlockOn(runtime_.GetExecutor(), take(std::move(task), &got));
        return *std::move(got);
    }
    core::Result<v1::ProvenEntries> List(const v1::ListEntriesRequest& request) {
        return Wait(ListEntries(proofs_, request));
    }
    // A file with the answer as `clearway-operator` prints it.
    std::string Answer(const std::string& name, const google::protobuf::Message& message) {
        std::string text;
        transcode::AppendJson(message, text);
        const auto path = (folder_ / name).string();
        std::ofstream(path) << text;
        return path;
    }
    int Bundle(const std::vector<std::string>& answers) {
        std::vector<std::string> words{"--out", Out()};
        for (const auto& answer : answers) words.insert(words.end(), {"--answer", answer});
        ::testing::internal::CaptureStdout();
        const int code = RunBundle(words);
        ::testing::internal::GetCapturedStdout();
        return code;
    }
    std::string Out() const { return (folder_ / "bundle").string(); }

    async::Runtime runtime_{1};
    MemoryProofs proofs_{log_};
};

TEST_F(BundleCommandTest, WhatTheServiceAnswersBecomesABundleThatIsVerified) {
    v1::ListEntriesRequest request;
    request.add_stream_ids(MakeEntry(300).stream_id.ToString());
    request.add_stream_ids(MakeEntry(30).stream_id.ToString());
    request.set_page_size(4);
    const auto first = List(request);
    ASSERT_TRUE(first);
    request.set_page_token(first->next_page_token());
    request.set_signed_size(first->checkpoint().size());
    const auto second = List(request);
    ASSERT_EQ(Bundle({Answer("2.json", *second), Answer("1.json", *first)}), 0);
    const auto verdict = VerifyFile(Out(), signer_.key.Public());
    EXPECT_EQ(verdict.fault, "");
    EXPECT_EQ(verdict.entries, 6U);
}

TEST_F(BundleCommandTest, NothingOfTheExportedBundleIsLost) {
    v1::ListEntriesRequest request;
    request.add_stream_ids(MakeEntry(300).stream_id.ToString());
    ASSERT_EQ(Bundle({Answer("a.json", *List(request))}), 0);
    std::ifstream file(Out());
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}),
              Join(BundleLines(MakeEntry(300).stream_id)));
}

TEST_F(BundleCommandTest, AnEntryThatWasAlteredInTheAnswerIsNotVerified) {
    v1::GetInclusionProofRequest request;
    request.set_number(77);
    auto answer = Wait(GetInclusionProof(proofs_, request));
    ASSERT_TRUE(answer);
    ASSERT_EQ(Bundle({Answer("good.json", *answer)}), 0);
    EXPECT_TRUE(VerifyFile(Out(), signer_.key.Public()).Verified());
    auto& leaf = *answer->mutable_entries(0)->mutable_leaf();
    leaf.back() = leaf.back() == '0' ? '1' : '0';
    ASSERT_EQ(Bundle({Answer("bad.json", *answer)}), 0);
    EXPECT_EQ(VerifyFile(Out(), signer_.key.Public()).entry, 77U);
}

TEST_F(BundleCommandTest, AnEarlierCheckpointIsHeldToTheLogByAGrowth) {
    const auto early =
        merkle::OpenCheckpoint(log_.checkpoint->note, signer_.key.Public()).checkpoint;
    Fill(345);
    v1::GetConsistencyProofRequest request;
    request.set_from_size(1'000);
    auto answer = Wait(GetConsistencyProof(proofs_, request));
    ASSERT_TRUE(answer);
    ASSERT_EQ(Bundle({Answer("growth.json", *answer)}), 0);
    const auto grown = VerifyFile(Out(), signer_.key.Public(), {.since = early});
    EXPECT_EQ(grown.fault, "");
    EXPECT_EQ(grown.kind, "growth");
    EXPECT_EQ(grown.checkpoint->tree.size, 1'345U);
    // Held to a log that was another then, to nothing, and with another kind of file.
    auto other = *early;
    other.tree.root[0] ^= 1;
    EXPECT_FALSE(VerifyFile(Out(), signer_.key.Public(), {.since = other}).Verified());
    EXPECT_FALSE(VerifyFile(Out(), signer_.key.Public()).Verified());
    EXPECT_FALSE(
        VerifyFile(Out(), crypto::PrivateKey::Generate().Public(), {.since = early}).Verified());
    std::ofstream(Out()) << Join(ExportLines());
    EXPECT_FALSE(VerifyFile(Out(), signer_.key.Public(), {.since = early}).Verified());
}

TEST_F(BundleCommandTest, AnswersThatDoNotBelongTogetherMakeNoBundle) {
    v1::ListEntriesRequest request;
    request.add_stream_ids(MakeEntry(300).stream_id.ToString());
    const auto before = List(request);
    Fill(10);
    const auto after = List(request);
    EXPECT_EQ(Bundle({Answer("1.json", *before), Answer("2.json", *after)}), 1);
    const auto path = (folder_ / "none.json").string();
    EXPECT_EQ(Bundle({path}), 1);
    for (const char* text : {"", "{}", "[]", R"({"checkpoint":{"size":"1","note":"x"}})",
                             R"({"checkpoint":{"size":"1","note":"x"},"entries":[{"number":"0",
                             "leaf":"a\nb"}]})"}) {
        std::ofstream(path) << text;
        EXPECT_EQ(Bundle({path}), 1) << text;
    }
}

TEST_F(BundleCommandTest, RequestsThatMakeNoSenseAreRefusedByTheirField) {
    v1::ListEntriesRequest request;
    EXPECT_EQ(List(request).error().field_errors.at(0).field, "stream_ids");
    request.add_stream_ids("x");
    EXPECT_EQ(List(request).error().field_errors.at(0).field, "stream_ids");
    request.set_stream_ids(0, core::Uuid::Random().ToString());
    EXPECT_TRUE(List(request)->entries().empty());
    request.set_page_token("-1");
    EXPECT_EQ(List(request).error().field_errors.at(0).field, "page_token");
    request.set_page_token("7x");
    EXPECT_EQ(List(request).error().field_errors.at(0).field, "page_token");
    request.clear_page_token();
    request.set_page_size(1'001);
    EXPECT_EQ(List(request).error().field_errors.at(0).field, "page_size");
    request.clear_page_size();
    request.set_signed_size(-1);
    EXPECT_EQ(List(request).error().field_errors.at(0).field, "signed_size");
    v1::GetInclusionProofRequest one;
    EXPECT_EQ(Wait(GetInclusionProof(proofs_, one)).error().field_errors.at(0).field, "number");
    one.set_number(-3);
    EXPECT_EQ(Wait(GetInclusionProof(proofs_, one)).error().field_errors.at(0).field, "number");
    one.mutable_fact()->set_service("payment");
    EXPECT_EQ(Wait(GetInclusionProof(proofs_, one)).error().field_errors.at(0).field,
              "fact.stream_id");
}

}  // namespace
}  // namespace clearway::audit
