// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/package_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <sstream>

#include "services/fraud/model/model_fixture.h"

namespace clearway::fraud {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class PackageCommand : public ::testing::Test {
protected:
    int Run(const std::vector<std::string>& words) {
        out_.str({});
        err_.str({});
        return RunPackage(words, out_, err_);
    }

    TemporaryFolder folder_;
    std::ostringstream out_;
    std::ostringstream err_;
};

TEST_F(PackageCommand, PrintsTheRequestOfAModel) {
    const auto key = crypto::PrivateKey::Generate();
    const auto package = Sign(ManifestOf(BoosterOfTestdata()), BoosterOfTestdata(), key);
    folder_.Write("manifest.json", package.manifest);
    folder_.Write("model.ubj", package.booster);
    folder_.Write("card.md", "A \"card\".");
    EXPECT_EQ(Run({"--model", folder_.Path().string()}), 1);
    EXPECT_THAT(err_.str(), HasSubstr("not signed"));
    folder_.Write("manifest.sig", package.signature);
    ASSERT_EQ(Run({"--model", folder_.Path().string()}), 0) << err_.str();
    const auto model = boost::json::parse(out_.str()).at("model");
    EXPECT_EQ(model.at("card").as_string(), "A \"card\".");
    EXPECT_THAT(model.at("manifest").as_string().c_str(), StartsWith("e"));  // of "{"
    EXPECT_EQ(model.at("booster").as_string().size(), (package.booster.size() + 2) / 3 * 4);
}

TEST_F(PackageCommand, PrintsTheRequestOfAPolicyAndSaysWhatIsWrong) {
    folder_.Write("policy.json", "{\"id\": 1}");
    ASSERT_EQ(Run({"--policy", (folder_ / "policy.json").string()}), 0);
    EXPECT_EQ(boost::json::parse(out_.str()).at("policy").as_string(), "{\"id\": 1}");
    EXPECT_EQ(Run({"--policy", (folder_ / "none.json").string()}), 1);
    EXPECT_THAT(err_.str(), HasSubstr("none.json"));
    EXPECT_EQ(Run({"--help"}), 0);
    EXPECT_THAT(out_.str(), StartsWith("Usage: clearway-fraud package"));
    EXPECT_EQ(Run({}), 2);
}

}  // namespace
}  // namespace clearway::fraud
