// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "services/audit/offline/verify_fixture.h"

namespace clearway::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Ran {
    int code = 0;
    std::string out;
};

class VerifyCommandTest : public VerifyTest {
protected:
    VerifyCommandTest() {
        Fill(300);
        Write("key.pem", signer_.key.Public().ToPem());
        Write("log", Join(ExportLines()));
    }
    std::string Path(const std::string& name) const { return (folder_ / name).string(); }
    void Write(const std::string& name, const std::string& text) const {
        std::ofstream(Path(name), std::ios::binary) << text;
    }
    static Ran Run(const std::vector<std::string>& words) {
        ::testing::internal::CaptureStdout();
        const int code = RunVerify(words);
        return {code, ::testing::internal::GetCapturedStdout()};
    }
};

TEST_F(VerifyCommandTest, SaysInItsExitCodeWhetherTheFileIsVerified) {
    const auto good = Run({"--key", Path("key.pem"), Path("log")});
    EXPECT_EQ(good.code, 0);
    EXPECT_THAT(good.out, StartsWith("verified: log of clearway/audit, 300 of 300 entries"));
    log_.rows[77].entry.version = 9;
    Write("log", Join(ExportLines()));
    const auto bad = Run({"--key", Path("key.pem"), Path("log")});
    EXPECT_EQ(bad.code, 1);
    EXPECT_THAT(bad.out, StartsWith("NOT VERIFIED: line 258: entry 77 does not fit its hash"));
}

TEST_F(VerifyCommandTest, WritesTheVerdictAsJson) {
    const auto good =
        boost::json::parse(Run({"--json", "--key", Path("key.pem"), Path("log")}).out);
    EXPECT_TRUE(good.at("verified").as_bool());
    EXPECT_EQ(good.at("entries").to_number<int>(), 300);
    EXPECT_EQ(good.at("origin").as_string(), "clearway/audit");
    Write("key.pem", crypto::PrivateKey::Generate().Public().ToPem());
    const auto bad = boost::json::parse(Run({"--json", "--key", Path("key.pem"), Path("log")}).out);
    EXPECT_FALSE(bad.at("verified").as_bool());
    EXPECT_EQ(bad.at("fault").as_string(), "the checkpoint is not signed by this key");
    EXPECT_FALSE(bad.as_object().contains("root")) << "nothing of what is not signed";
}

TEST_F(VerifyCommandTest, HoldsTheLogToTheNameThatItIsGiven) {
    EXPECT_EQ(Run({"--key", Path("key.pem"), "--origin", "clearway/audit", Path("log")}).code, 0);
    EXPECT_EQ(Run({"--key", Path("key.pem"), "--origin", "clearway/other", Path("log")}).code, 1);
}

TEST_F(VerifyCommandTest, TellsWrongUseFromAFileThatIsNotVerified) {
    for (const auto& words : std::vector<std::vector<std::string>>{
             {},
             {"--key", Path("key.pem")},
             {Path("log")},
             {"--key", Path("none.pem"), Path("log")},
             {"--key", Path("log"), Path("log")},
             {"--key", Path("key.pem"), Path("none")},
             {"--key", Path("key.pem"), "--more", Path("log")},
             {"--key", Path("key.pem"), Path("log"), Path("log")}})
        EXPECT_EQ(Run(words).code, 2) << ::testing::PrintToString(words);
    const auto help = Run({"--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_LE(std::ranges::count(help.out, '\n'), 24) << "one screen";
}

}  // namespace
}  // namespace clearway::audit
