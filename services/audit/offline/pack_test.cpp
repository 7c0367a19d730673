// SPDX-License-Identifier: Apache-2.0
// Evidence packs: what makes one, what there is none of, and what the verifier finds in a changed
// one.
#include <random>

#include "merkle/tree.h"
#include "services/audit/offline/pack_command.h"
#include "services/audit/offline/pack_file.h"
#include "services/audit/offline/verify_fixture.h"

namespace clearway::audit {
namespace {

const PackSubject kSubject{.kind = "payment", .id = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"};
constexpr char kDocument[] = R"({"query":"J. Smith","list_version":"ofac-sdn-2021-07"})";

// The services as a log in memory shows them: the facts of one stream, one of which names a
// document.
class MemorySources final : public PackSources {
public:
    MemorySources(MemoryLog& log, const LogSigner& signer) : log_(log), signer_(signer) {}

    void Store(const std::string& payload) {
        const Entry entry{.source = "payment",
                          .stream_id = *core::Uuid::Parse(kSubject.id),
                          .version = static_cast<std::int32_t>(facts_.size() + 1),
                          .type = "clearway.payment.v1.PaymentSettled",
                          .occurred_at = core::FromMicros(1'772'366'400'000'000),
                          .payload_hash = core::Sha256(payload)};
        facts_.push_back(
            {.entry = entry, .payload = payload, .message = R"({"n":1})", .summary = "settled"});
        log_.Append(entry);
    }

    Found Find(const PackSubject&) override {
        return {.facts = facts_,
                .documents = {{.name = "alert", .text = kDocument}},
                .case_view = R"({"status":"CLEARED"})"};
    }
    Proven Prove(std::vector<PackedFact>& facts) override {
        Proven proven{.checkpoint = log_.checkpoint->note};
        for (auto& fact : facts) {
            const auto row = std::ranges::find(log_.rows, fact.entry, &LoggedEntry::entry);
            if (row == log_.rows.end() || row->sequence >= log_.checkpoint->size) continue;
            fact.number = row->sequence;
            const std::vector<std::uint64_t> numbers{row->sequence};
            fact.proof = merkle::Tree(log_).Inclusions(numbers, log_.checkpoint->size).front();
            ++proven.facts;
        }
        return proven;
    }
    std::string Sign(const PackStatement& statement) override {
        return SignPackStatement(statement, signer_.origin, signer_.key);
    }

private:
    MemoryLog& log_;
    const LogSigner& signer_;
    std::vector<PackedFact> facts_;
};

class PackTest : public VerifyTest {
protected:
    PackTest() {
        log_.Append(500);
        sources_.Store("authorised");
        sources_.Store("held " + core::AsBytes(core::Sha256(kDocument)));
        log_.Append(300);
        sources_.Store("settled");
        log_.Sign(signer_);
    }

    EvidencePack Collect() {
        return CollectPack(kSubject, core::FromMicros(1'772'366'500'000'000), sources_,
                           [](std::size_t) { return false; });
    }
    std::string Sign(const EvidencePack& pack, const PackSubject& subject = kSubject) {
        const auto body = BodyOf(pack);
        return PackFile(sources_.Sign({.subject = subject, .content = core::Sha256(body)}), body);
    }

    MemorySources sources_{log_, signer_};
};

TEST_F(PackTest, ProvesAllThatIsInIt) {
    const auto verdict = VerdictOn(Sign(Collect()));
    EXPECT_TRUE(verdict.Verified()) << verdict.fault;
    EXPECT_EQ(verdict.kind, "evidence pack");
    EXPECT_EQ(verdict.entries, 3U);
}

TEST_F(PackTest, ReadsAgainAsItWasWritten) {
    const auto pack = Collect();
    const auto body = BodyOf(pack);
    const auto parsed = ParsePackBody(body);
    ASSERT_TRUE(parsed.pack) << parsed.fault;
    EXPECT_EQ(BodyOf(*parsed.pack), body);
}

TEST_F(PackTest, IsFoundChangedInEachOfAThousandTrials) {
    const auto file = Sign(Collect());
    std::mt19937_64 random(20'260'303);
    for (int trial = 0; trial < 1'000; ++trial) {
        auto changed = file;
        const auto at = random() % file.size();
        switch (trial % 3) {
            case 0: changed[at] = static_cast<char>(changed[at] ^ (1 << random() % 8)); break;
            case 1: changed.erase(at, 1 + random() % 9); break;
            default: changed.insert(at, 1, file[random() % file.size()]); break;
        }
        if (changed == file) continue;
        EXPECT_FALSE(VerdictOn(changed).Verified()) << trial << " at " << at;
    }
}

// Whoever has the key can sign anything: the log says what is true.
TEST_F(PackTest, SignedOverAChangedFactIsRefusedAllTheSame) {
    auto pack = Collect();
    pack.facts[1].payload += "!";
    pack.facts[1].entry.payload_hash = core::Sha256(pack.facts[1].payload);
    const auto verdict = VerdictOn(Sign(pack));
    EXPECT_EQ(verdict.entry, pack.facts[1].number);
    EXPECT_NE(verdict.fault.find("is not what was logged"), std::string::npos) << verdict.fault;
}

TEST_F(PackTest, WithoutAFactOfItsStreamIsRefused) {
    auto pack = Collect();
    pack.facts.erase(pack.facts.begin() + 1);
    const auto verdict = VerdictOn(Sign(pack));
    EXPECT_NE(verdict.fault.find("does not follow fact 1"), std::string::npos) << verdict.fault;
}

TEST_F(PackTest, WithADocumentThatNoFactNamesIsRefused) {
    auto pack = Collect();
    pack.documents[0].text.replace(10, 1, "K");
    EXPECT_NE(VerdictOn(Sign(pack)).fault.find("is not one that a fact names"), std::string::npos);
}

// What nobody reads, nobody judges, and a reader of the JSON might believe it.
TEST_F(PackTest, WithAMemberThatNobodyKnowsIsRefused) {
    const auto body = BodyOf(Collect());
    for (const std::string at : {"{", "\"facts\":[{"}) {
        auto more = body;
        more.insert(more.find(at) + at.size(), "\"note\":\"approved\",");
        const auto note = sources_.Sign({.subject = kSubject, .content = core::Sha256(more)});
        EXPECT_NE(VerdictOn(PackFile(note, more)).fault.find("members that are not known"),
                  std::string::npos)
            << at;
    }
}

TEST_F(PackTest, OfAnotherSubjectThanWasSignedIsRefused) {
    const PackSubject other{.kind = "case", .id = kSubject.id};
    EXPECT_NE(VerdictOn(Sign(Collect(), other)).fault.find("another subject"), std::string::npos);
}

TEST_F(PackTest, ThatShowsAnotherMessageThanItsPayloadIsRefused) {
    const auto file = Sign(Collect());
    const auto key = signer_.key.Public();
    const ShowFact same = [](const auto&, const auto&) { return std::string(R"({ "n": 1 })"); };
    const ShowFact other = [](const auto&, const auto&) { return std::string(R"({"n":2})"); };
    EXPECT_TRUE(VerifyPack(file, key, {}, same).Verified());
    EXPECT_FALSE(VerifyPack(file, key, {}, other).Verified());
}

TEST_F(PackTest, SignedByAnotherKeyIsRefused) {
    const LogSigner other{.origin = signer_.origin, .key = crypto::PrivateKey::Generate()};
    MemorySources forger(log_, other);
    const auto body = BodyOf(Collect());
    const auto note = forger.Sign({.subject = kSubject, .content = core::Sha256(body)});
    EXPECT_NE(VerdictOn(PackFile(note, body)).fault.find("is not signed by this key"),
              std::string::npos);
}

TEST_F(PackTest, WaitsForACheckpointOverTheNewestFact) {
    sources_.Store("returned");
    EXPECT_THROW(Collect(), NoPack);
    int asked = 0;
    const auto pack =
        CollectPack(kSubject, core::FromMicros(1), sources_, [&](std::size_t missing) {
            EXPECT_EQ(missing, 1U);
            if (++asked == 2) log_.Sign(signer_);
            return asked < 5;
        });
    EXPECT_EQ(asked, 2);
    EXPECT_TRUE(VerdictOn(Sign(pack)).Verified());
}

TEST_F(PackTest, CommandWritesAFileForItsOwnerOnly) {
    const auto path = (folder_ / "pack").string();
    const std::vector<std::string> words{"--payment", kSubject.id, "--out", path};
    struct Lent final : PackSources {
        explicit Lent(PackSources& sources) : to(sources) {}
        Found Find(const PackSubject& subject) override { return to.Find(subject); }
        Proven Prove(std::vector<PackedFact>& facts) override { return to.Prove(facts); }
        std::string Sign(const PackStatement& statement) override { return to.Sign(statement); }
        PackSources& to;
    };
    EXPECT_EQ(RunPack(words, [this] { return std::make_unique<Lent>(sources_); }), 0);
    EXPECT_TRUE(VerifyFile(path, signer_.key.Public()).Verified());
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(std::filesystem::status(path).permissions() & others, std::filesystem::perms::none);
}

TEST_F(PackTest, CommandSaysWhatIsWrongWithItsWords) {
    const OpenSources none = []() -> std::unique_ptr<PackSources> { throw NoPack("no peers"); };
    const auto run = [&](std::vector<std::string> words) { return RunPack(words, none); };
    EXPECT_EQ(run({"--help"}), 0);
    EXPECT_EQ(run({"--out", "x"}), 2);
    EXPECT_EQ(run({"--payment", "seven", "--out", "x"}), 2);
    EXPECT_EQ(run({"--payment", kSubject.id}), 2);
    EXPECT_EQ(run({"--payment", kSubject.id, "--case", kSubject.id, "--out", "x"}), 2);
    EXPECT_EQ(run({"--case", kSubject.id, "--out", "x", "--wait", "soon"}), 2);
    EXPECT_EQ(run({"--case", kSubject.id, "--out", "x"}), 1);
}

}  // namespace
}  // namespace clearway::audit
