// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/sign_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "services/fraud/model/model_fixture.h"

namespace clearway::fraud {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
namespace fs = std::filesystem;

class SignCommandTest : public ::testing::Test {
protected:
    SignCommandTest() {
        folder_.Write("manifest.json", ManifestOf(BoosterOfTestdata()));
        folder_.Write("model.ubj", BoosterOfTestdata());
    }
    int NewKey(const std::vector<std::string>& arguments) {
        out_.str("");
        err_.str("");
        return RunNewModelKey(arguments, out_, err_);
    }
    int SignModel(const std::vector<std::string>& arguments) {
        out_.str("");
        err_.str("");
        return RunSignModel(arguments, out_, err_);
    }
    int SignFolder() { return SignModel({"--model", folder_.Path(), "--key", key_}); }

    TemporaryFolder folder_;
    std::string key_ = folder_ / "key.pem";
    std::string public_ = folder_ / "public.pem";
    std::ostringstream out_, err_;
};

TEST_F(SignCommandTest, MakesAKeyWithWhichAModelIsSignedAndTrusted) {
    ASSERT_EQ(NewKey({"--out", key_, "--public", public_}), 0) << err_.str();
    const auto public_key = crypto::PublicKey::FromPem(TextOf(public_));
    ASSERT_TRUE(public_key);
    EXPECT_THAT(out_.str(), HasSubstr(public_key->Id()));
    EXPECT_THAT(out_.str(), Not(HasSubstr("PRIVATE")));
    ASSERT_EQ(SignFolder(), 0) << err_.str();
    EXPECT_EQ(out_.str(), "signed small/2025-03.1 with key " + public_key->Id() + "\n");
    auto folder = ReadModelFolder(folder_.Path());
    ASSERT_TRUE(folder.package);
    auto trust = Trusting(*crypto::PrivateKey::FromPem(TextOf(key_)));
    EXPECT_TRUE(VerifyModel(std::move(*folder.package), trust).model);
    EXPECT_FALSE(fs::exists(folder_ / "manifest.sig.new"));
}

TEST_F(SignCommandTest, KeepsThePrivateKeyToItsOwner) {
    ASSERT_EQ(NewKey({"--out", key_}), 0);
    EXPECT_EQ(fs::status(key_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_THAT(out_.str(), HasSubstr("BEGIN PUBLIC KEY"));
    EXPECT_THAT(out_.str(), Not(HasSubstr("PRIVATE")));
}

TEST_F(SignCommandTest, OverwritesNoKey) {
    folder_.Write("key.pem", "mine");
    EXPECT_EQ(NewKey({"--out", key_, "--public", public_}), 1);
    EXPECT_THAT(err_.str(), HasSubstr("key.pem: is there already"));
    EXPECT_EQ(TextOf(key_), "mine");
    EXPECT_FALSE(fs::exists(public_)) << "a public key without its private one";
    fs::rename(key_, public_);
    EXPECT_EQ(NewKey({"--out", key_, "--public", public_}), 1);
    EXPECT_EQ(TextOf(public_), "mine");
    EXPECT_FALSE(fs::exists(key_));
    EXPECT_EQ(NewKey({"--out", key_, "--public", key_}), 1);
    EXPECT_FALSE(fs::exists(key_));
    EXPECT_EQ(NewKey({"--out", folder_ / "nowhere" / "key.pem", "--public", folder_ / "p"}), 1);
    EXPECT_THAT(err_.str(), HasSubstr("No such file"));
    EXPECT_FALSE(fs::exists(folder_ / "p"));
}

TEST_F(SignCommandTest, SignsAgainInPlaceOfAGarbledSignature) {
    ASSERT_EQ(NewKey({"--out", key_}), 0);
    folder_.Write("manifest.sig", "garbled");
    EXPECT_EQ(SignFolder(), 0) << err_.str();
    EXPECT_EQ(TextOf(folder_ / "manifest.sig").size(), 89U);
}

TEST_F(SignCommandTest, SignsNoModelThatNobodyCouldUse) {
    ASSERT_EQ(NewKey({"--out", key_}), 0);
    folder_.Write("model.ubj", "another");
    EXPECT_EQ(SignFolder(), 1);
    EXPECT_THAT(err_.str(), HasSubstr("model.ubj: has 7 bytes"));
    folder_.Write("manifest.json", "{}");
    EXPECT_EQ(SignFolder(), 1);
    EXPECT_THAT(err_.str(), HasSubstr("format: is missing"));
    fs::remove(folder_ / "model.ubj");
    EXPECT_EQ(SignFolder(), 1);
    EXPECT_THAT(err_.str(), HasSubstr("model.ubj: is missing"));
    EXPECT_FALSE(fs::exists(folder_ / "manifest.sig"));
}

TEST_F(SignCommandTest, NamesAKeyThatIsNone) {
    EXPECT_EQ(SignFolder(), 1);
    EXPECT_THAT(err_.str(), HasSubstr("key.pem: is missing"));
    folder_.Write("key.pem", crypto::PrivateKey::Generate().Public().ToPem());
    EXPECT_EQ(SignFolder(), 1);
    EXPECT_THAT(err_.str(), HasSubstr("key.pem: is no Ed25519 private key in PEM"));
    EXPECT_FALSE(fs::exists(folder_ / "manifest.sig"));
}

TEST_F(SignCommandTest, HelpsOnOneScreenAndSaysWhatIsWrongUse) {
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"--help"}, {"--model", "-h"}}) {
        EXPECT_EQ(SignModel(arguments), 0);
        EXPECT_THAT(out_.str(), StartsWith("Usage: clearway-fraud sign-model"));
        EXPECT_LE(std::ranges::count(out_.str(), '\n'), 24);
        EXPECT_EQ(NewKey(arguments), 0);
        EXPECT_THAT(out_.str(), StartsWith("Usage: clearway-fraud new-model-key"));
    }
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{},
                                               {"--model"},
                                               {"--model", "x"},
                                               {"--model", "x", "--model", "y"},
                                               {"--model", "x", "--key", ""},
                                               {"--model", "x", "--kay", "y"}}) {
        EXPECT_EQ(SignModel(arguments), 2);
        EXPECT_THAT(err_.str(), HasSubstr("Usage: clearway-fraud sign-model"));
        EXPECT_EQ(NewKey(arguments), 2);
    }
    EXPECT_EQ(NewKey({"--public", public_}), 2);
}

}  // namespace
}  // namespace clearway::fraud
