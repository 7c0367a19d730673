// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "services/compliance/domain/names/normalise.h"
#include "services/compliance/domain/names/similarity.h"
#include "services/compliance/domain/names/skeleton.h"
#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {
namespace {

std::string Words(std::string_view name) { return Normalise(name).text; }

std::string Key(std::string_view name) { return TokeniseName(name).SortedKey(); }

TEST(Normalise, MakesLowerCaseLatinWordsOfAnyScript) {
    const std::pair<const char*, const char*> rows[] = {
        {"MADURO MOROS, Nicolas", "maduro moros nicolas"},
        {"Nicolás  Maduro-Moros", "nicolas maduro moros"},
        {"Recep Tayyip Erdoğan", "recep tayyip erdogan"},
        {"Łukasz Żółć", "lukasz zolc"},
        {"Сергей Щёголев", "sergey shchegolev"},
        {"Володимир Зеленський", "volodimir zelenskiy"},
        {"Αλέξης Τσίπρας", "alexes tsipras"},
        {"贝拉克·奥巴马", "bei la ke ao ba ma"},
        {"al-Qa'ida", "al qaida"},
        {"People’s Bank", "peoples bank"},
        {"A.B.C. Company", "abc company"},
        {"L.X.C Aviation", "lxc aviation"},
        {"J. R. Smith", "j r smith"},
        {"Ni\u200Bco\u200Dlas Ma\u00ADdu\u2060ro", "nicolas maduro"},
        {"", ""},
        {"?!…", ""},
        {"\xff\xfe Smith", "smith"},
    };
    for (const auto& [name, words] : rows) EXPECT_EQ(Words(name), words) << name;
}

TEST(Normalise, TellsScriptsThatDoNotWriteVowels) {
    EXPECT_TRUE(Normalise("محمد بن سلمان").abjad);
    EXPECT_FALSE(Normalise("Сергей").abjad);
    EXPECT_FALSE(Normalise("Mohammed").abjad);
}

TEST(Tokenise, GivesSpellingsOfOneNameOneKey) {
    const std::pair<const char*, const char*> rows[] = {
        {"MADURO MOROS, Nicolas", "Nicolas Maduro Moros"},
        {"Abd al-Aziz Nuristani", "ABDULAZIZ NURISTANI"},
        {"Abdul Aziz", "Abdel-Aziz"},
        {"Abdurrahman", "Abd al-Rahman"},
        {"Brigade Forty-Four", "Brigade 44"},
        {"1st International Bank", "First Intl. Bank"},
        {"Stripe LLC", "Stripe Limited Liability Company"},
        {"OAO Gazprom", "Open Joint Stock Company Gazprom"},
        {"CRYSTALORD LIMITED", "Crystalord Ltd."},
        {"Oboronnye Initsiativy o.O.O.", "OOO Oboronnye Initsiativy"},
        {"Sergey Sergey Shoigu", "Sergey Shoigu"},
        {"Ig0r Sech1n", "Igor Sechin"},
    };
    for (const auto& [one, other] : rows) EXPECT_EQ(Key(one), Key(other)) << one;
}

TEST(Tokenise, KeepsANameOfWordsThatElsewhereAreForms) {
    const auto name = TokeniseName("Company Limited");
    ASSERT_FALSE(name.Empty());
    EXPECT_EQ(name.tokens[0].kind, TokenKind::kName);
    EXPECT_EQ(name.tokens[0].text, "company");
}

TEST(Tokenise, BoundsTheWordsOfAName) {
    std::string name;
    for (int i = 0; i < 1000; ++i) name += "word" + std::to_string(i) + " ";
    EXPECT_LE(TokeniseName(name).tokens.size(), kTokensMax);
}

TEST(SkeletonTest, IsTheSameForSpellingsOfOneSound) {
    const std::pair<const char*, const char*> rows[] = {
        {"muhammad", "mohamed"},  {"hussein", "husain"}, {"usama", "osama"},
        {"sergey", "sergei"},     {"sergej", "sergei"},  {"khalid", "halid"},
        {"philippe", "filip"},    {"qasim", "kassem"},   {"wladimir", "vladimir"},
        {"sarah", "sara"},
    };
    for (const auto& [one, other] : rows) EXPECT_EQ(Skeleton(one), Skeleton(other)) << one;
    EXPECT_NE(Skeleton("martin"), Skeleton("marcin"));
    EXPECT_EQ(Consonants("slman"), Consonants("salman"));
}

TEST(Similarity, FollowsTheKnownValuesOfJaroWinklerAndEditDistance) {
    EXPECT_NEAR(JaroWinkler("martha", "marhta"), 961, 1);
    EXPECT_NEAR(JaroWinkler("dixon", "dicksonx"), 813, 1);
    EXPECT_NEAR(JaroWinkler("dwayne", "duane"), 840, 1);
    EXPECT_EQ(JaroWinkler("same", "same"), 1000);
    EXPECT_EQ(JaroWinkler("abc", "xyz"), 0);
    EXPECT_EQ(JaroWinkler("", "a"), 0);
    EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
    EXPECT_EQ(EditDistance("assad", "asasd"), 1);
    EXPECT_EQ(EditDistance("", "abc"), 3);
    EXPECT_EQ(EditDistance("abc", "abc"), 0);
    EXPECT_EQ(EditSimilarity("abcd", "abxd"), 750);
}

TEST(Similarity, TakesWordsOfAnyLength) {
    const std::string word(500, 'a');
    EXPECT_EQ(JaroWinkler(word, word + "b"), 1000);  // compared up to the limit
    EXPECT_EQ(EditDistance(word, std::string(500, 'b')), static_cast<int>(kComparedLettersMax));
}

TEST(Similarity, JudgesWordsOfNames) {
    const auto similar = [](const char* a, const char* b) {
        return TokenSimilarity(MakeNameToken(a), MakeNameToken(b), false);
    };
    EXPECT_GT(similar("lukashenko", "lukashnko"), 850);
    EXPECT_GT(similar("muhammad", "mohamed"), 900);
    EXPECT_EQ(similar("lind", "lindemann"), 0);
    EXPECT_EQ(similar("ali", "ala"), 0);
    EXPECT_EQ(similar("olga", "oleg"), 0);
    EXPECT_LT(similar("maria", "mario"), 800);
    EXPECT_EQ(TokenSimilarity({.text = "44", .kind = TokenKind::kNumber},
                              {.text = "45", .kind = TokenKind::kNumber}, false), 0);
}

}  // namespace
}  // namespace clearway::compliance
