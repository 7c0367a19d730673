// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "services/compliance/domain/names/normalise.h"
#include "services/compliance/domain/names/similarity.h"
#include "services/compliance/domain/names/sounds.h"
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
        {"贝拉克·奥巴马", "beilake aobama"},
        {"习近平", "xi jin ping"},
        {"ប៉ុល ពត", "pl pt"},
        {"3%ers", "3 percent ers"},
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
    EXPECT_EQ(Normalise("محمد بن سلمان").script, Script::kAbjad);
    EXPECT_EQ(Normalise("贝拉克·奥巴马").script, Script::kSyllables);
    EXPECT_EQ(Normalise("Сергей").script, Script::kVowels);
    EXPECT_EQ(Normalise("Mohammed").script, Script::kVowels);
}

TEST(Tokenise, ReadsWordsOfOrganisationsInOtherLanguages) {
    const std::pair<const char*, const char*> rows[] = {
        {"Norveld Foulad Shargh", "Norveld Steel East"},
        {"Banke Norveld", "Norveld Bank"},
        {"Sazemane Gostaresh Norveld", "Norveld Development Organization"},
        {"Zarnogradskoye Proizvodstvennoye Predpriyatiye", "Zarnogradskoye Production Enterprise"},
        {"Norveld Stroitelnaya", "Construction Norveld"},
        {"Basargani Norveld", "Bazargani Norveld"},
        {"Katibat Norveld", "Norveld Battalion"},
        {"Puerto Norveld", "Norveld Port"},
    };
    for (const auto& [name, english] : rows) EXPECT_EQ(Key(name), Key(english)) << name;
    // The words of a company within its name are a part of it.
    EXPECT_NE(Key("Stroitelgazmontazh"), Key("Construction"));
}

TEST(Tokenise, KnowsTheArticleBeforeLettersOfTheSun) {
    EXPECT_EQ(Key("Khalid ash-Shahrani"), Key("Khalid al-Shahrani"));
    EXPECT_EQ(Key("Jund an-Nur"), Key("Jund al-Nur"));
    EXPECT_EQ(Key("Umar at-Tamimi"), Key("Umar al-Tamimi"));
    EXPECT_NE(Key("An Nguyen"), Key("Al Nguyen"));
    EXPECT_NE(Key("US Steel"), Key("Al Steel"));
}

TEST(Tokenise, TakesACompanyWithACommaForNoPerson) {
    EXPECT_TRUE(TokeniseName("Orlenko, Viktor").tokens.front().before_comma);
    EXPECT_FALSE(TokeniseName("Norveld, S.A. de C.V.").tokens.front().before_comma);
    EXPECT_FALSE(TokeniseName("Norveld Zarechny, Ltd.").tokens.front().before_comma);
}

TEST(Tokenise, KnowsInitialsFromTheWordAnd) {
    const auto kind_of_letter = [](std::string_view name) {
        for (const auto& token : TokeniseName(name).tokens)
            if (token.Shown().size() == 1) return token.kind;
        return TokenKind::kName;
    };
    for (const auto* name : {"E. Raisi", "Raisi E", "Y Binah", "I & S Holding"})
        EXPECT_EQ(kind_of_letter(name), TokenKind::kInitial) << name;
    for (const auto* name : {"Ortega y Gasset", "Silva e Costa"})
        EXPECT_EQ(kind_of_letter(name), TokenKind::kParticle) << name;
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
        {"Nur Eddine Qalmuni", "Nuraldin Qalmuni"},
        {"Salah ad-Din X", "Salahuddin X"},
        {"Krautwald Gesellschaft mit beschränkter Haftung", "Krautwald GmbH"},
        {"Norveld Joint Stok Company", "Norveld JSC"},
        {"Banco Norveld", "Norveld Bank"},
        {"Iranian Norveld", "Iran Norveld"},
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
        {"muhammad", "mohamed"}, {"hussein", "husain"}, {"usama", "osama"},
        {"sergey", "sergei"},    {"sergej", "sergei"},  {"khalid", "halid"},
        {"philippe", "filip"},   {"qasim", "kassem"},   {"wladimir", "vladimir"},
        {"sarah", "sara"},
    };
    for (const auto& [one, other] : rows) EXPECT_EQ(Skeleton(one), Skeleton(other)) << one;
    EXPECT_NE(Skeleton("martin"), Skeleton("marcin"));
    EXPECT_EQ(ConsonantsOf(Skeleton("slman")), ConsonantsOf(Skeleton("salman")));
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

TEST(Similarity, AnswersWithinABoundAsWithoutOne) {
    const char* const words[] = {"",        "a",      "ab",      "ba",      "orlenko", "orlenk",
                                 "rolenko", "orlnek", "orlemko", "arlemko", "norveld", "noverld"};
    for (const std::string_view a : words)
        for (const std::string_view b : words)
            for (int edits = 0; edits <= 2; ++edits)
                EXPECT_EQ(IsWithinEdits(a, b, edits), EditDistance(a, b) <= edits) << a << " " << b;
}

TEST(Similarity, IsTheSameWithALeastThatCounts) {
    const char* const words[] = {"",        "a",       "ab",      "ba",        "orlenko",
                                 "orlenk",  "rolenko", "orlnek",  "zhukovski", "jukovskiy",
                                 "norveld", "noverld", "qadhafi", "gaddafi",   "kobeissi",
                                 "qubaysi", "hahya",   "yahia"};
    for (const std::string_view a : words)
        for (const std::string_view b : words)
            for (const int least : {1, 333, 500, 600, 750, 800, 880, 945, 1000}) {
                const int letters = EditSimilarity(a, b), sounds = SoundSimilarity(a, b);
                EXPECT_EQ(EditSimilarity(a, b, least), letters < least ? 0 : letters)
                    << a << " " << b << " " << least;
                EXPECT_EQ(SoundSimilarity(a, b, least), sounds < least ? 0 : sounds)
                    << a << " " << b << " " << least;
            }
}

TEST(Similarity, TakesWordsOfAnyLength) {
    const std::string word(500, 'a');
    EXPECT_EQ(JaroWinkler(word, word + "b"), 1000);  // compared up to the limit
    EXPECT_EQ(EditDistance(word, std::string(500, 'b')), static_cast<int>(kComparedLettersMax));
}

TEST(Normalise, ReadsLettersOfOtherScriptsAsTheyLook) {
    const std::pair<const char*, const char*> rows[] = {
        {"Vіktоr Оrlеnkо", "viktor orlenko"},  // Cyrillic i, o and e within Latin words
        {"Вiктор", "viktor"},                  // a Latin i within a Cyrillic word
        {"Αlbion", "albion"},                  // a Greek capital
        {"ＶＩＫＴＯＲ", "viktor"},            // full width
        {"\u202Eviktor\u202C", "viktor"},      // turned to the left and back
        {"vik\u200Etor\u2066 orlenko\u2069", "viktor orlenko"},
        {"Сосо", "soso"},  // all of one script: as it is
    };
    for (const auto& [name, words] : rows) EXPECT_EQ(Words(name), words) << name;
}

TEST(Normalise, BearsWhatIsNoName) {
    EXPECT_EQ(Words("x"), "x");
    EXPECT_EQ(Words("\u0301\u0302\u0303"), "");  // only combining marks
    EXPECT_EQ(Words("\xC3(Viktor\xE2\x82 \xF0\x9F Orlenko\x80"), "viktor orlenko");
    EXPECT_EQ(Words(std::string(10'000, '\xFF')), "");
    const auto endless = Normalise(std::string(10'000, 'a'));
    EXPECT_EQ(endless.text.size(), 10'000U);
    EXPECT_TRUE(HasMoreThanIsCompared(endless)) << "no answer of clear for what is not compared";
    EXPECT_EQ(Tokenise(endless).tokens.front().text.size(), kWordLettersMax);
    std::string marks = "a";
    for (int i = 0; i < 10'000; ++i) marks += "\u0301";
    EXPECT_EQ(Words(marks), "a");
}

TEST(Normalise, CountsTheWordsBeforeTheComma) {
    EXPECT_EQ(Normalise("MADURO MOROS, Nicolas").before_comma, 2U);
    EXPECT_EQ(Normalise("Nicolas Maduro").before_comma, 0U);
    EXPECT_EQ(Normalise(", Nicolas").before_comma, 0U);
}

TEST(Sounds, CostLessWhereRomanisationsDiffer) {
    const auto distance = [](const char* a, const char* b) {
        return SoundDistance(Spoken(a), Spoken(b));
    };
    EXPECT_EQ(distance("zhukov", "jukov"), 0);
    EXPECT_LT(distance("qadhafi", "gaddafi"), kLetter);
    EXPECT_LT(distance("kobeissi", "qubaysi"), 2 * kLetter);
    EXPECT_GE(distance("martin", "morgan"), kLetter);
    EXPECT_EQ(SoundKey(Spoken("qubaysi")), SoundKey(Spoken("kobeissi")));
}

}  // namespace
}  // namespace clearway::compliance
