// SPDX-License-Identifier: Apache-2.0
#include "cli/packed_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace clearway::cli {
namespace {

class PackedFileTest : public ::testing::Test {
protected:
    ~PackedFileTest() override { std::filesystem::remove(path_); }

    void Put(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
    std::string Pack(const std::string& text) const {
        gzFile file = gzopen(path_.c_str(), "wb");
        gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
        gzclose(file);
        std::ifstream packed(path_, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(packed), {});
    }
    // The text, or "fault: ..."
    std::string Read() const {
        PackedFile file(path_.string());
        std::string text;
        std::array<char, 1000> room;
        while (const auto count = file.Read(room)) {
            if (*count == 0) return text;
            text.append(room.data(), *count);
        }
        return "fault: " + file.Fault();
    }

    const std::filesystem::path path_ =
        std::filesystem::path(::testing::TempDir()) /
        ("packed-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

std::string LongText() {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919) + "\n";
    return text;
}

TEST_F(PackedFileTest, ReadsPlainAndPackedFiles) {
    Put("a,b\n");
    EXPECT_EQ(Read(), "a,b\n");
    Put("");
    EXPECT_EQ(Read(), "");
    Put(Pack(LongText()));
    EXPECT_EQ(Read(), LongText());
    Put(LongText());
    EXPECT_EQ(Read(), LongText());
    const auto two = Pack("a") + Pack("b");
    Put(two);
    EXPECT_EQ(Read(), "ab");
}

TEST_F(PackedFileTest, RefusesWhatIsNotWhole) {
    const auto packed = Pack(LongText());
    for (const auto size : {packed.size() - 1, packed.size() / 2, std::size_t{10}}) {
        Put(packed.substr(0, size));
        EXPECT_EQ(Read(), "fault: is not whole gzip: it ends too early") << size;
    }
    auto damaged = packed;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x40);
    Put(damaged);
    EXPECT_EQ(Read(), "fault: is not whole gzip: its bytes are damaged");
    Put(packed + "more");
    EXPECT_EQ(Read(), "fault: is not whole gzip: its bytes are damaged");
    std::filesystem::remove(path_);
    EXPECT_EQ(Read(), "fault: is missing");
    std::filesystem::create_directory(path_);
    EXPECT_EQ(Read(), "fault: is neither a file nor a pipe");
}

TEST_F(PackedFileTest, ReadsAPipe) {
    const auto packed = Pack(LongText());
    std::filesystem::remove(path_);
    ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
    const std::jthread writer([&] { Put(packed); });
    EXPECT_EQ(Read(), LongText());
}

TEST_F(PackedFileTest, ReadsStandardInput) {
    std::istringstream packed(Pack(LongText()));
    auto* own = std::cin.rdbuf(packed.rdbuf());
    PackedFile file(PackedFile::StandardInput{});
    std::cin.rdbuf(own);
    std::string text(LongText().size(), ' ');
    std::size_t filled = 0;
    while (const auto count = file.Read(std::span(text).subspan(filled)).value_or(0))
        filled += count;
    EXPECT_EQ(text, LongText());
    EXPECT_EQ(file.Fault(), "");
}

// Reads from what the descriptor is of while it lives.
class StandardInputFrom {
public:
    explicit StandardInputFrom(int descriptor) {
        dup2(descriptor, STDIN_FILENO);
        close(descriptor);
    }
    StandardInputFrom(const StandardInputFrom&) = delete;
    StandardInputFrom& operator=(const StandardInputFrom&) = delete;
    ~StandardInputFrom() {
        std::clearerr(stdin);
        dup2(own_, STDIN_FILENO);
        close(own_);
    }

private:
    int own_ = dup(STDIN_FILENO);
};

TEST_F(PackedFileTest, StandardInputThatCannotBeReadIsNoEmptyOne) {
    std::filesystem::create_directory(path_);
    const StandardInputFrom directory(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    PackedFile file(PackedFile::StandardInput{});
    std::array<char, 16> room;
    EXPECT_EQ(file.Read(room), std::nullopt);
    EXPECT_EQ(file.Fault(), "cannot be read");
}

// Breaks where it should end.
class BreaksOff : public std::stringbuf {
public:
    using std::stringbuf::stringbuf;

private:
    std::streamsize xsgetn(char* room, std::streamsize size) override {
        const auto count = std::stringbuf::xsgetn(room, size);
        if (count < size) throw std::runtime_error("broken");
        return count;
    }
};

TEST_F(PackedFileTest, GzipThatCannotBeReadIsNotOneCutShort) {
    std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same each time
    std::string text(100'000, ' ');
    for (auto& letter : text) letter = static_cast<char>(random());
    BreaksOff packed(Pack(text));
    auto* own = std::cin.rdbuf(&packed);
    PackedFile file(PackedFile::StandardInput{});
    std::cin.rdbuf(own);
    std::array<char, 4096> room;
    while (file.Read(room).value_or(0) > 0) {
    }
    EXPECT_EQ(file.Fault(), "cannot be read");
}

TEST_F(PackedFileTest, GivesTheDigestOfTheBytesOnTheDisk) {
    const auto packed = Pack(LongText());
    PackedFile file(path_.string());
    std::array<char, 4096> room;
    while (file.Read(room).value_or(0) > 0) {
    }
    EXPECT_EQ(file.BytesRead(), packed.size());
    EXPECT_EQ(file.Size(), packed.size());
    EXPECT_EQ(file.Digest(), core::ToHex(core::Sha256(packed)));
}

}  // namespace
}  // namespace clearway::cli
