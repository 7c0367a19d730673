// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/list_source.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "services/compliance/store/built_in_list.h"

namespace clearway::compliance {
namespace {

class ListFolder : public ::testing::Test {
protected:
    ListFolder() { std::filesystem::create_directories(path_); }
    ~ListFolder() override { std::filesystem::remove_all(path_); }

    void Put(const std::string& name, std::string_view bytes) const {
        std::ofstream file(path_ / name, std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    void PutBuiltIn() const {
        Put("sdn.csv.gz", BuiltInSdn());
        Put("alt.csv.gz", BuiltInAlt());
        Put("sdn_comments.csv.gz", BuiltInComments());
    }

    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("clearway_list_" + std::to_string(::getpid()));
};

TEST_F(ListFolder, GivesTheListPackedOrPlain) {
    PutBuiltIn();
    const auto packed = ReadListFolder(path_.string());
    ASSERT_TRUE(packed) << packed.error().detail;
    const auto built_in = BuiltInListFiles();
    ASSERT_TRUE(built_in);
    EXPECT_EQ(packed->sdn, built_in->sdn);
    Put("sdn.csv", packed->sdn);  // the plain file goes first
    std::filesystem::remove(path_ / "sdn.csv.gz");
    const auto plain = ReadListFolder(path_.string());
    ASSERT_TRUE(plain);
    EXPECT_TRUE(ReadSanctionsList(*plain, "2021-07"));
}

TEST_F(ListFolder, IsRefusedWithTheNameOfTheBrokenFile) {
    const auto reason = [&] {
        const auto files = ReadListFolder(path_.string());
        return files ? std::string() : files.error().detail;
    };
    EXPECT_EQ(reason(), "sdn.csv.gz cannot be read");
    PutBuiltIn();
    std::filesystem::remove(path_ / "alt.csv.gz");
    EXPECT_EQ(reason(), "alt.csv.gz cannot be read");
    PutBuiltIn();
    Put("alt.csv.gz", BuiltInAlt().substr(0, BuiltInAlt().size() / 2));
    EXPECT_EQ(reason(), "alt.csv.gz: the file is not whole gzip");
    Put("alt.csv.gz", BuiltInAlt().substr(0, BuiltInAlt().size() - 1));
    EXPECT_EQ(reason(), "alt.csv.gz: the file is not whole gzip");
    Put("alt.csv.gz", "not packed at all");
    EXPECT_EQ(reason(), "alt.csv.gz: the file is not whole gzip");
    Put("alt.csv.gz", "");
    EXPECT_EQ(reason(), "alt.csv.gz: the file is not whole gzip");
    std::string flipped(BuiltInAlt());
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 0x40);
    Put("alt.csv.gz", flipped);
    EXPECT_EQ(reason(), "alt.csv.gz: the file is not whole gzip");
}

TEST_F(ListFolder, WithTheWrongFileUnderANameIsRefusedByTheReader) {
    PutBuiltIn();
    Put("sdn.csv.gz", BuiltInAlt());
    const auto files = ReadListFolder(path_.string());
    ASSERT_TRUE(files);
    EXPECT_FALSE(ReadSanctionsList(*files, "2021-07"));
}

}  // namespace
}  // namespace clearway::compliance
