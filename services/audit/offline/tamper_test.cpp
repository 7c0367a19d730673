// SPDX-License-Identifier: Apache-2.0
// A thousand random ways to change an exported log, each of which must be found.
#include <algorithm>
#include <random>

#include "services/audit/offline/verify_fixture.h"

namespace clearway::audit {
namespace {

constexpr int kTrials = 1'000;
constexpr std::uint64_t kEntries = 3'000;

using Lines = std::vector<std::string>;

class Tampering {
public:
    explicit Tampering(Lines lines) : lines_(std::move(lines)) {
        for (const auto& line : lines_) text_ += line;
    }

    // A text that differs from the file, and in what way.
    std::pair<std::string, std::string> Next() {
        for (;;) {
            auto [kind, text] = Try();
            if (text != text_) return {std::move(kind), std::move(text)};
        }
    }

private:
    std::pair<std::string, std::string> Try() {
        auto lines = lines_;
        const auto at = Random(lines.size()), other = Random(lines.size());
        const auto place = [&](std::size_t i) {
            return lines.begin() + static_cast<std::ptrdiff_t>(i);
        };
        switch (kinds_++ % 5) {
            case 0: {
                auto text = text_;
                text[Random(text.size())] = static_cast<char>(Random(256));
                return {"altered byte", text};
            }
            case 1: lines.erase(place(at)); return {"dropped " + lines_[at], Join(lines)};
            case 2:
                std::swap(lines[at], lines[other]);
                return {"swapped " + lines_[at] + lines_[other], Join(lines)};
            case 3:
                lines.insert(place(other), lines_[at]);
                return {"doubled " + lines_[at], Join(lines)};
            default: return {"truncated", text_.substr(0, Random(text_.size()))};
        }
    }
    static std::string Join(const Lines& lines) {
        std::string text;
        for (const auto& line : lines) text += line;
        return text;
    }
    std::size_t Random(std::size_t bound) { return random_() % bound; }

    Lines lines_;
    std::string text_;
    std::mt19937_64 random_{20'260'301};
    int kinds_ = 0;
};

TEST_F(VerifyTest, EachOfAThousandRandomChangesIsFound) {
    Fill(kEntries);
    const auto lines = ExportLines();
    ASSERT_TRUE(VerdictOn(lines).Verified());
    Tampering tampering(lines);
    int found = 0;
    for (int trial = 0; trial < kTrials; ++trial) {
        const auto [kind, text] = tampering.Next();
        const bool refused = !VerdictOn(text).Verified();
        EXPECT_TRUE(refused) << trial << ": " << kind;
        found += refused ? 1 : 0;
    }
    EXPECT_EQ(found, kTrials);
    RecordProperty("found", found);
}

void Flip(std::uint8_t& byte, std::uint64_t bit) {
    byte = static_cast<std::uint8_t>(byte ^ 1U << bit);
}

// Rows that were changed in the database, which then exports a well-formed file.
TEST_F(VerifyTest, EachOfAThousandRandomChangesOfARowIsFoundAndNamed) {
    Fill(400);
    std::mt19937_64 random(20'260'302);
    for (int trial = 0; trial < kTrials; ++trial) {
        const auto kept = log_.rows;
        const auto row = random() % (kept.size() - 1);
        const auto place = log_.rows.begin() + static_cast<std::ptrdiff_t>(row);
        switch (trial % 4) {
            case 0: Flip(place->entry.payload_hash[random() % 32], random() % 8); break;
            case 1:
                place->entry.occurred_at += std::chrono::microseconds(1 + random() % 1'000);
                break;
            case 2: log_.rows.erase(place); break;
            default: std::swap(place->entry, (place + 1)->entry);
        }
        EXPECT_EQ(VerdictOn(ExportLines()).entry, row) << trial;
        log_.rows = kept;
    }
}

}  // namespace
}  // namespace clearway::audit
