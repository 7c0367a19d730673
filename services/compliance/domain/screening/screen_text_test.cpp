// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <ctime>
#include <iostream>
#include <limits>

#include "services/compliance/domain/screening/ordinary_texts.h"
#include "services/compliance/domain/screening/screener.h"
#include "services/compliance/store/list_source.h"

namespace clearway::compliance {
namespace {

const Screener& Whole() {
    static const Screener screener = [] {
        const auto files = BuiltInListFiles();
        return Screener(*ReadSanctionsList(*files, kBuiltInMonth));
    }();
    return screener;
}

std::vector<TextMatch> Find(std::string_view text) { return Whole().ScreenText(Normalise(text)); }

TEST(ScreenTextTest, FindsListedNamesWhereverTheyStand) {
    for (const auto* text :
         {"Nicolas Maduro Moros", "payment for Nicolas Maduro Moros invoice 12",
          "invoice 12 of maduro moros nicolas, thank you", "для Николас Мадуро Морос",
          "help for Viktor Bout", "order 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 Viktor Bout 18",
          "thanks to Nicolás Madurro Moros", "BANK SADERAT IRAN fees"})
        EXPECT_FALSE(Find(text).empty()) << text;
    const auto found = Find("payment for Nicolas Maduro Moros invoice 12");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].match.listed_name, "MADURO MOROS, Nicolas");
    EXPECT_EQ(found[0].words, "nicolas maduro moros");
}

TEST(ScreenTextTest, OneWordOfAListedNameIsNoName) {
    for (const auto* text :
         {"Ali", "Maduro", "for Ali and Hassan and Omar", "Kim", "general trading",
          "Viktor is about", "Nicolas, for the Moros family, not Maduro's"})
        EXPECT_TRUE(Find(text).empty()) << text << ": " << Find(text)[0].match.listed_name;
}

TEST(ScreenTextTest, AnotherWordBetweenBreaksTheName) {
    EXPECT_TRUE(Find("Viktor bought about nothing").empty());
    EXPECT_TRUE(Find("Viktor Smith Bout").empty());
}

TEST(ScreenTextTest, StopsFewOrdinaryTexts) {
    const auto texts = OrdinaryTexts(9'000);
    std::size_t stopped = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto found = Find(texts[i]);
        if (found.empty()) continue;
        ++stopped;
        // Every third text names somebody; the others name nobody.
        EXPECT_EQ(i % 3, 0U) << texts[i] << ": " << found[0].match.listed_name;
    }
    std::cout << "stopped: " << stopped << " of " << texts.size() << " ordinary texts\n";
    EXPECT_LE(stopped, 9U) << "one in a thousand";
}

TEST(ScreenTextTest, TakesAnyText) {
    for (const auto& text : {std::string(), std::string(1024, 'a'), std::string(1024, '\xCC'),
                             std::string("\xF0\x9F\x92\xB8 !!!")})
        EXPECT_TRUE(Find(text).empty());
    std::string common;
    for (int i = 0; i < 140; ++i) common += "ali mohammed ";
    Find(common);
}

std::string Repeated(std::string_view words, std::size_t letters) {
    std::string text;
    while (text.size() < letters) text += words;
    text.resize(letters);
    return text;
}

// CPU time of the best of three.
std::clock_t TimeFor(std::string_view words, std::size_t letters) {
    const auto text = Repeated(words, letters);
    auto best = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 3; ++i) {
        const auto begun = std::clock();
        Find(text);
        best = std::min(best, std::clock() - begun);
    }
    return best;
}

// Words that many listed names have, and that many listed words resemble.
TEST(ScreenTextTest, TheLongestTextTakesAFractionOfTheDeadlineAndWorkGrowsOnlyWithLength) {
    constexpr std::clock_t kDeadline = CLOCKS_PER_SEC / 2;  // deadline_ms_max of Screen
    for (const auto* words :
         {"muhamad muhammed mohamad mohammad ", "hosein husain ", "abdullah muhammad hussein ",
          "trading company general ", "陈 ", "陈伟", "али хусейн ", "a", "abcdefghijklmnop"}) {
        const auto longest = TimeFor(words, 1'024);  // kTextBytesMax of Screen
        EXPECT_LT(longest, kDeadline / 5) << words;
        EXPECT_LT(TimeFor(words, 10'000), 30 * longest + kDeadline / 50) << words;
    }
}

}  // namespace
}  // namespace clearway::compliance
