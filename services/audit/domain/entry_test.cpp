// SPDX-License-Identifier: Apache-2.0
#include "services/audit/domain/entry.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <vector>

namespace clearway::audit {
namespace {

const Entry kEntry{.source = "payment",
                   .stream_id = *core::Uuid::Parse("6f1d2c3b-4a59-5876-9765-54433221100f"),
                   .version = 3,
                   .type = "clearway.payment.v1.PaymentSettled",
                   .occurred_at = *core::ParseRfc3339("2026-03-01T12:00:00.123456Z"),
                   .payload_hash = core::Sha256("")};

TEST(Entry, IsALineThatAPersonCanRead) {
    EXPECT_EQ(LeafOf(kEntry),
              "payment 6f1d2c3b-4a59-5876-9765-54433221100f 3 2026-03-01T12:00:00.123456Z "
              "clearway.payment.v1.PaymentSettled "
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Entry, HasAnotherLineWhenAnyPartOfItDiffers) {
    const std::vector<std::function<void(Entry&)>> changes = {
        [](Entry& entry) { entry.source = "settlement"; },
        [](Entry& entry) { entry.stream_id = core::Uuid(); },
        [](Entry& entry) { entry.version = 4; },
        [](Entry& entry) { entry.type = "clearway.payment.v1.PaymentFailed"; },
        [](Entry& entry) { entry.occurred_at += std::chrono::microseconds(1); },
        [](Entry& entry) { entry.payload_hash = core::Sha256("x"); }};
    std::set<std::string> lines{LeafOf(kEntry)};
    for (const auto& change : changes) {
        auto changed = kEntry;
        change(changed);
        EXPECT_TRUE(lines.insert(LeafOf(changed)).second);
    }
}

TEST(Entry, IsNotLoggedWhenItsLineCouldBeReadInTwoWays) {
    EXPECT_TRUE(IsLoggable(kEntry));
    for (const std::string word : {"", "a b", "a\nb", "\xC3\xA4", "a\tb"}) {
        auto source = kEntry, type = kEntry;
        source.source = type.type = word;
        EXPECT_FALSE(IsLoggable(source)) << word;
        EXPECT_FALSE(IsLoggable(type)) << word;
    }
    auto unnumbered = kEntry;
    unnumbered.version = 0;
    EXPECT_FALSE(IsLoggable(unnumbered));
}

}  // namespace
}  // namespace clearway::audit
