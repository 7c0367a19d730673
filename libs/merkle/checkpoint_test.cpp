// SPDX-License-Identifier: Apache-2.0
#include "merkle/checkpoint.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "crypto/base64.h"
#include "crypto/signed_note.h"

namespace clearway::merkle {
namespace {

class CheckpointTest : public ::testing::Test {
protected:
    std::string FaultOf(const std::string& text) {
        return OpenCheckpoint(crypto::SignNote(text, "clearway/audit", key_), key_.Public()).fault;
    }

    const crypto::PrivateKey key_ = crypto::PrivateKey::Generate();
    const Checkpoint checkpoint_{.origin = "clearway/audit",
                                 .tree = {.size = 20852163, .root = HashLeaf("root")}};
    const std::string note_ = SignCheckpoint(checkpoint_, key_);
    const std::string root_ = crypto::ToBase64(BytesOf(checkpoint_.tree.root));
};

TEST_F(CheckpointTest, IsReadBackByWhoHasTheKey) {
    EXPECT_TRUE(note_.starts_with("clearway/audit\n20852163\n" + root_ +
                                  "\n\n\xE2\x80\x94 clearway/audit "));
    for (const std::string_view origin : {"", "clearway/audit"}) {
        const auto opened = OpenCheckpoint(note_, key_.Public(), origin);
        ASSERT_TRUE(opened.checkpoint) << opened.fault;
        EXPECT_EQ(opened.checkpoint->origin, "clearway/audit");
        EXPECT_EQ(opened.checkpoint->tree.size, 20852163U);
        EXPECT_EQ(opened.checkpoint->tree.root, checkpoint_.tree.root);
    }
}

TEST_F(CheckpointTest, IsRefusedWithAnotherKeyOfAnotherLogAndWithAnyByteChanged) {
    const auto other = OpenCheckpoint(note_, crypto::PrivateKey::Generate().Public());
    EXPECT_EQ(other.fault, "is not signed by this key");
    EXPECT_FALSE(other.checkpoint);
    EXPECT_EQ(OpenCheckpoint(note_, key_.Public(), "clearway/other").fault,
              "is of another log, clearway/audit");
    for (std::size_t i = 0; i < note_.size(); ++i) {
        auto changed = note_;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(OpenCheckpoint(changed, key_.Public()).checkpoint) << i;
    }
    for (std::size_t size = 0; size < note_.size(); ++size)
        EXPECT_FALSE(OpenCheckpoint(note_.substr(0, size), key_.Public()).checkpoint) << size;
}

TEST_F(CheckpointTest, HasOneSpellingEvenWhenItIsSigned) {
    const std::string head = "clearway/audit\n";
    EXPECT_EQ(FaultOf(head + "7\n" + root_ + "\n"), "");
    for (const auto& text :
         {head + "07\n" + root_ + "\n", head + "+7\n" + root_ + "\n", head + "-7\n" + root_ + "\n",
          head + "7 \n" + root_ + "\n", head + "18446744073709551616\n" + root_ + "\n",
          head + "7\n" + root_ + "\nmore\n", head + "7\n", head + "7\n" + root_.substr(4) + "\n",
          head + "7\n" + root_ + "AAAA\n", "clearway audit\n7\n" + root_ + "\n"})
        EXPECT_EQ(FaultOf(text), "does not state a log, its size and its root") << text;
}

TEST_F(CheckpointTest, IsSignedUnderTheNameOfItsLogAndByNobodyElse) {
    const auto text = "clearway/audit\n7\n" + root_ + "\n";
    EXPECT_EQ(OpenCheckpoint(crypto::SignNote(text, "somebody", key_), key_.Public()).fault,
              "is not signed by this key");
    EXPECT_EQ(OpenCheckpoint(note_ + note_.substr(note_.find("\n\n") + 2), key_.Public()).fault,
              "has more signatures than the log's");
    EXPECT_THROW(SignCheckpoint({.origin = "a b", .tree = {}}, key_), std::invalid_argument);
    EXPECT_THROW(SignCheckpoint({.origin = "", .tree = {}}, key_), std::invalid_argument);
}

}  // namespace
}  // namespace clearway::merkle
