// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/load_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/fraud/model/model_fixture.h"

namespace clearway::fraud {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class LoadModelTest : public testing::Test {
protected:
    void Write(const std::string& manifest, const std::string& booster) {
        const auto package = Sign(manifest, booster, key_);
        folder_.Write("manifest.json", package.manifest);
        folder_.Write("manifest.sig", package.signature);
        folder_.Write("model.ubj", package.booster);
    }
    LoadedModel Load(const crypto::PublicKey& key) {
        return LoadModel(folder_.Path(),
                         {.trusted_keys = {key}, .catalogue = Trusting(key_).catalogue},
                         Expected().features);
    }

    const crypto::PrivateKey key_ = crypto::PrivateKey::Generate();
    TemporaryFolder folder_;
};

TEST_F(LoadModelTest, BringsASignedModelToWork) {
    Write(ManifestOf(BoosterOfTestdata()), BoosterOfTestdata());
    const auto loaded = Load(key_.Public());
    ASSERT_TRUE(loaded.model);
    EXPECT_TRUE(loaded.faults.empty());
    EXPECT_EQ(loaded.model->Version(), "small/2025-03.1");
    EXPECT_EQ(loaded.signed_by, key_.Public().Id());
}

TEST_F(LoadModelTest, NamesTheFaultOfWhatDoesNotFit) {
    EXPECT_FALSE(Load(key_.Public()).faults.empty()) << "there is nothing in the folder";
    Write(ManifestOf(BoosterOfTestdata()), BoosterOfTestdata());
    const auto foreign = Load(crypto::PrivateKey::Generate().Public());
    EXPECT_FALSE(foreign.model);
    EXPECT_THAT(foreign.faults, ElementsAre(HasSubstr("manifest.sig")));
    // UBJSON of one key without a value; longer nonsense would have XGBoost ask for much memory.
    const std::string no_booster("{L\0\0\0\0\0\0\0\4noneZ}", 16);
    Write(ManifestOf(no_booster), no_booster);
    const auto damaged = Load(key_.Public());
    EXPECT_FALSE(damaged.model);
    EXPECT_THAT(damaged.faults, ElementsAre(HasSubstr("cannot load the booster")));
}

TEST_F(LoadModelTest, AKeyIsAnEd25519PublicKeyInPem) {
    folder_.Write("public.pem", key_.Public().ToPem());
    folder_.Write("private.pem", key_.ToPem());
    EXPECT_EQ(ReadPublicKey(folder_ / "public.pem").value().Id(), key_.Public().Id());
    EXPECT_FALSE(ReadPublicKey(folder_ / "private.pem"));
    EXPECT_FALSE(ReadPublicKey(folder_ / "none.pem"));
}

}  // namespace
}  // namespace clearway::fraud
