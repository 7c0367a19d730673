// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/verify_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/fraud/model/model_fixture.h"
#include "services/fraud/model/signature_text.h"

namespace clearway::fraud {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using ::testing::StrEq;

class VerifyModelTest : public ::testing::Test {
protected:
    ModelVerification Verify(ModelPackage package) const {
        return VerifyModel(std::move(package), Trusting(key_));
    }
    void ExpectFault(ModelPackage package, const ::testing::Matcher<std::string>& fault) const {
        const auto verified = Verify(std::move(package));
        EXPECT_FALSE(verified.model);
        EXPECT_THAT(verified.faults, ElementsAre(fault));
    }
    ModelPackage Good() const { return Sign(manifest_, BoosterOfTestdata(), key_); }

    crypto::PrivateKey key_ = crypto::PrivateKey::Generate();
    std::string manifest_ = ManifestOf(BoosterOfTestdata());
};

const auto kUntrusted = HasSubstr("manifest.sig: is by no trusted key");

TEST_F(VerifyModelTest, PassesWhatATrustedKeySigned) {
    const auto verified = Verify(Good());
    ASSERT_TRUE(verified.model) << ::testing::PrintToString(verified.faults);
    EXPECT_EQ(verified.model->About().FullVersion(), "small/2025-03.1");
    EXPECT_EQ(verified.model->BoosterBytes(), BoosterOfTestdata());
    EXPECT_EQ(verified.model->SignedBy(), key_.Public().Id());
}

TEST_F(VerifyModelTest, AsksEachOfTheTrustedKeys) {
    auto trust = Trusting(crypto::PrivateKey::Generate());
    EXPECT_FALSE(VerifyModel(Good(), trust).model);
    trust.trusted_keys.push_back(key_.Public());
    const auto verified = VerifyModel(Good(), trust);
    ASSERT_TRUE(verified.model);
    EXPECT_EQ(verified.model->SignedBy(), key_.Public().Id());
}

TEST_F(VerifyModelTest, RefusesAKeyThatNobodyTrusts) {
    ExpectFault(Sign(manifest_, BoosterOfTestdata(), crypto::PrivateKey::Generate()), kUntrusted);
    EXPECT_THAT(VerifyModel(Good(), {.trusted_keys = {}, .catalogue = {}}).faults,
                ElementsAre(kUntrusted));
}

TEST_F(VerifyModelTest, RefusesAManifestWithAnyByteChanged) {
    const auto good = Good();
    for (std::size_t i = 0; i < good.manifest.size(); ++i) {
        auto changed = good;
        changed.manifest[i] = static_cast<char>(changed.manifest[i] ^ 1);
        ExpectFault(std::move(changed), kUntrusted);
    }
    auto longer = good;
    longer.manifest += '\n';
    ExpectFault(std::move(longer), kUntrusted);
}

TEST_F(VerifyModelTest, RefusesAMissingOrGarbledSignature) {
    auto package = Good();
    package.signature = "";
    ExpectFault(package, StartsWith("manifest.sig: is missing"));
    package.signature = "no base64\n";
    ExpectFault(package, StartsWith("manifest.sig: must be one line, the base64"));
    package.signature = SignatureToText(std::string(64, 'x'));
    ExpectFault(package, kUntrusted);
}

TEST_F(VerifyModelTest, RefusesAnotherBooster) {
    auto package = Good();
    package.booster.resize(package.booster.size() / 2);
    ExpectFault(package, StartsWith("model.ubj: has "));
    package.booster = BoosterOfTestdata() + '\0';
    ExpectFault(package, StartsWith("model.ubj: has "));
    package.booster = "";
    ExpectFault(package, StartsWith("model.ubj: has 0 bytes"));
    package.booster = std::string(BoosterOfTestdata().size(), '\xff');
    ExpectFault(package, HasSubstr("SHA-256 differs"));
}

TEST_F(VerifyModelTest, RefusesABoosterWithAnyBitChanged) {
    auto package = Good();
    constexpr std::size_t kStep = 997;
    for (std::size_t i = 0; i < package.booster.size(); i += kStep) {
        package.booster[i] = static_cast<char>(package.booster[i] ^ 0x10);
        ExpectFault(package, HasSubstr("SHA-256 differs"));
        package.booster[i] = static_cast<char>(package.booster[i] ^ 0x10);
    }
    EXPECT_TRUE(Verify(package).model);
}

TEST_F(VerifyModelTest, NamesTheFaultsOfASignedManifest) {
    auto manifest = With(manifest_, "\"rows\": 4000", "\"rows\": \"many\"");
    manifest = With(manifest, "\"bytes\"", "\"size\"");
    const auto verified = Verify(Sign(manifest, BoosterOfTestdata(), key_));
    EXPECT_FALSE(verified.model);
    EXPECT_THAT(verified.faults, ::testing::IsSupersetOf(
                                     {HasSubstr("manifest.json: training.rows: must be an integer"),
                                      HasSubstr("manifest.json: booster.bytes: is missing"),
                                      HasSubstr("manifest.json: booster.size: unknown key")}));
}

TEST_F(VerifyModelTest, NamesTheFeatureThatIsUnknownHere) {
    ExpectFault(Sign(With(manifest_, "\"hour\"", "\"moon_phase\""), BoosterOfTestdata(), key_),
                StrEq("manifest.json: features: moon_phase is unknown here"));
}

TEST_F(VerifyModelTest, RefusesFeaturesThatAreComputedOtherwiseHere) {
    ExpectFault(Sign(With(manifest_, "hash-of-five", "hash-of-old"), BoosterOfTestdata(), key_),
                StartsWith("manifest.json: features_hash: "));
    ExpectFault(Sign(With(manifest_, "\"amount\", \"payer_amount_ratio\"",
                          "\"payer_amount_ratio\", \"amount\""),
                     BoosterOfTestdata(), key_),
                StartsWith("manifest.json: features_hash: "));
}

TEST_F(VerifyModelTest, ListsWhatIsWrongWithBoosterAndFeaturesTogether) {
    auto package = Sign(With(manifest_, "hash-of-five", "hash-of-old"), "short", key_);
    EXPECT_EQ(Verify(std::move(package)).faults.size(), 2U);
}

}  // namespace
}  // namespace clearway::fraud
