// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/model_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "services/fraud/model/model_fixture.h"

namespace clearway::fraud {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;
namespace fs = std::filesystem;

class ModelFolderTest : public ::testing::Test {
protected:
    ModelFolderTest() {
        folder_.Write("manifest.json", "m");
        folder_.Write("manifest.sig", "s");
        folder_.Write("model.ubj", std::string("b\0b", 3));
        folder_.Write("card.md", "c");
    }
    void ExpectFault(const std::string& fault) const {
        const auto read = ReadModelFolder(folder_.Path());
        EXPECT_FALSE(read.package);
        EXPECT_THAT(read.faults, ElementsAre(fault));
    }
    TemporaryFolder folder_;
};

TEST_F(ModelFolderTest, IsReadByteForByte) {
    folder_.Write("curve.png", "other files are left alone");
    const auto read = ReadModelFolder(folder_.Path());
    ASSERT_TRUE(read.package) << ::testing::PrintToString(read.faults);
    EXPECT_EQ(read.package->manifest, "m");
    EXPECT_EQ(read.package->signature, "s");
    EXPECT_EQ(read.package->booster, std::string("b\0b", 3));
    EXPECT_EQ(read.package->card, "c");
}

TEST_F(ModelFolderTest, NeedsNoCardAndNoSignatureYet) {
    fs::remove(folder_ / "card.md");
    fs::remove(folder_ / "manifest.sig");
    const auto read = ReadModelFolder(folder_.Path());
    ASSERT_TRUE(read.package);
    EXPECT_EQ(read.package->card, "");
    EXPECT_EQ(read.package->signature, "");
}

TEST_F(ModelFolderTest, NamesWhatIsMissing) {
    fs::remove(folder_ / "model.ubj");
    ExpectFault("model.ubj: is missing");
    fs::remove(folder_ / "manifest.json");
    EXPECT_THAT(ReadModelFolder(folder_.Path()).faults,
                ElementsAre("manifest.json: is missing", "model.ubj: is missing"));
    EXPECT_THAT(ReadModelFolder(folder_ / "nowhere").faults,
                ElementsAre(StartsWith("the folder cannot be opened: ")));
    EXPECT_THAT(ReadModelFolder(folder_ / "card.md").faults,
                ElementsAre(StartsWith("the folder cannot be opened: ")));
}

TEST_F(ModelFolderTest, FollowsNoLinkToAFile) {
    for (const std::string name : {"manifest.json", "manifest.sig", "model.ubj", "card.md"}) {
        fs::rename(folder_ / name, folder_ / "elsewhere");
        fs::create_symlink("elsewhere", folder_ / name);
        ExpectFault(name + ": is a symbolic link");
        fs::remove(folder_ / name);
        fs::rename(folder_ / "elsewhere", folder_ / name);
    }
}

TEST_F(ModelFolderTest, MayItselfBeReachedByALink) {
    const TemporaryFolder other;
    fs::create_symlink(folder_.Path(), other / "current");
    EXPECT_TRUE(ReadModelFolder(other / "current").package);
}

TEST_F(ModelFolderTest, ReadsRegularFilesOnlyAndNeverWaitsForAPipe) {
    fs::remove(folder_ / "model.ubj");
    fs::create_directory(folder_ / "model.ubj");
    ExpectFault("model.ubj: is no regular file");
    fs::remove(folder_ / "model.ubj");
    ASSERT_EQ(mkfifo((folder_ / "model.ubj").c_str(), 0600), 0);
    ExpectFault("model.ubj: is no regular file");
}

TEST_F(ModelFolderTest, ReadsFilesOfBoundedSizeOnly) {
    fs::resize_file(folder_ / "model.ubj", kBoosterBytesMax + 1);
    ExpectFault("model.ubj: is larger than 65536 KiB");
    fs::resize_file(folder_ / "model.ubj", 1);
    fs::resize_file(folder_ / "manifest.json", kManifestBytesMax + 1);
    ExpectFault("manifest.json: is larger than 1024 KiB");
    fs::resize_file(folder_ / "manifest.json", kManifestBytesMax);
    EXPECT_TRUE(ReadModelFolder(folder_.Path()).package);
    fs::resize_file(folder_ / "manifest.sig", 1025);
    ExpectFault("manifest.sig: is larger than 1 KiB");
}

}  // namespace
}  // namespace clearway::fraud
