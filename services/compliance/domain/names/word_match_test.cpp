// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/word_match.h"

#include <gtest/gtest.h>

#include "services/compliance/domain/names/alternatives.h"
#include "services/compliance/domain/names/common_names.h"
#include "services/compliance/domain/names/given_names.h"
#include "services/compliance/domain/names/legal_forms.h"
#include "services/compliance/domain/names/pinyin.h"

namespace clearway::compliance {
namespace {

WordMatch Match(const char* a, const char* b, Script script = Script::kVowels) {
    return CompareWords(MakeNameToken(a), MakeNameToken(b), script);
}

TEST(WordMatchTest, SaysHowWordsAreOne) {
    struct Row {
        const char* a;
        const char* b;
        MatchKind how;
        int least;
        int most;
    };
    const Row rows[] = {
        {"orlenko", "orlenko", MatchKind::kEqual, 1000, 1000},
        {"orlenko", "orletko", MatchKind::kTypo, 800, 950},
        {"merkel", "merkur", MatchKind::kTypo, 700, 760},
        {"muhammad", "mohamed", MatchKind::kSound, 940, 940},
        {"qubaysi", "kobeissi", MatchKind::kSound, 760, 940},
        {"xi", "shi", MatchKind::kSound, 900, 900},
        {"bill", "william", MatchKind::kShortForm, 900, 900},
        {"juan", "john", MatchKind::kOtherForm, 850, 850},
        {"kalnins", "kalnin", MatchKind::kOtherForm, 900, 900},
        {"abdrahman", "rahman", MatchKind::kOtherForm, 860, 860},
        {"oknelro", "orlenko", MatchKind::kReversed, 850, 850},
    };
    EXPECT_LT(Match("xiuying", "cuiying").similarity, 740);
    for (const auto& row : rows) {
        const auto match = Match(row.a, row.b);
        EXPECT_EQ(NameOf(match.how), NameOf(row.how)) << row.a << " " << row.b;
        EXPECT_GE(match.similarity, row.least) << row.a << " " << row.b;
        EXPECT_LE(match.similarity, row.most) << row.a << " " << row.b;
    }
}

TEST(WordMatchTest, KeepsDifferentWordsApart) {
    const std::pair<const char*, const char*> rows[] = {
        {"lind", "lindemann"},   {"ali", "ala"}, {"yang", "wang"},
        {"estonia", "ethiopia"}, {"nar", "nur"}, {"sparkles", "sporks"},
    };
    for (const auto& [a, b] : rows) EXPECT_EQ(Match(a, b).similarity, 0) << a << " " << b;
    EXPECT_LT(Match("maria", "mario").similarity, 700);
    EXPECT_LT(Match("hassan", "hussein").similarity, 700);
    EXPECT_EQ(CompareWords({.text = "44", .kind = TokenKind::kNumber},
                           {.text = "45", .kind = TokenKind::kNumber}, Script::kVowels)
                  .similarity,
              0);
}

TEST(WordMatchTest, ComparesConsonantsWhereAScriptHasNoVowels) {
    EXPECT_GE(Match("slman", "salman", Script::kAbjad).similarity, 900);
    EXPECT_GE(Match("byryz", "perez", Script::kAbjad).similarity, 740);
    EXPECT_GE(Match("beilake", "barack", Script::kSyllables).similarity, 900);
    EXPECT_EQ(Match("byryz", "salman", Script::kAbjad).similarity, 0);
}

TEST(GivenNamesTest, KnowShortFormsAndOtherLanguages) {
    const auto kinship = [](const char* a, const char* b) {
        return KinshipOf(GivenNamesOf(a), GivenNamesOf(b));
    };
    EXPECT_EQ(kinship("sasha", "alexander"), GivenNameKinship::kShortForm);
    EXPECT_EQ(kinship("sasha", "alexandra"), GivenNameKinship::kShortForm);
    EXPECT_EQ(kinship("giovanni", "jean"), GivenNameKinship::kOtherForm);
    EXPECT_EQ(kinship("olga", "oleg"), GivenNameKinship::kDifferent);
    EXPECT_EQ(kinship("olga", "orlenko"), GivenNameKinship::kUnknown);
}

TEST(LegalForms, AreOneFamilyInManyCountries) {
    const auto family = [](std::vector<std::string_view> words) {
        const auto form = FindLegalForm(words);
        return form ? std::string(form->family) + " " + std::to_string(form->words) : "";
    };
    EXPECT_EQ(family({"gmbh"}), "limited 1");
    EXPECT_EQ(family({"limited", "liability", "company", "x"}), "limited 3");
    EXPECT_EQ(family({"sp", "z", "o", "o"}), "limited 4");
    EXPECT_EQ(family({"joynt", "stock", "company"}), "stock 3");
    EXPECT_EQ(family({"joint", "stok", "company"}), "stock 3");
    EXPECT_EQ(family({"aktiengeselschaft"}), "stock 1");
    EXPECT_EQ(family({"norveld"}), "");
    EXPECT_EQ(Compare("limited", "company"), FormDifference::kNone);
    EXPECT_EQ(Compare("limited", "stock"), FormDifference::kOther);
    EXPECT_EQ(Compare("limited", "nonprofit"), FormDifference::kOpposed);
}

TEST(Alternatives, AreTheNamesWithinAName) {
    using Names = std::vector<std::string_view>;
    EXPECT_EQ(AlternativesOf("Norveld"), Names{"Norveld"});
    EXPECT_EQ(AlternativesOf("Zarnograd Army/Sons of Norveld"),
              (Names{"Zarnograd Army/Sons of Norveld", "Zarnograd Army", "Sons of Norveld"}));
    EXPECT_EQ(AlternativesOf("Viktor Orlenko A.K.A. Vitya Orlov"),
              (Names{"Viktor Orlenko A.K.A. Vitya Orlov", "Viktor Orlenko", "Vitya Orlov"}));
    EXPECT_EQ(AlternativesOf("M/S Norvel").size(), 1U);
    EXPECT_EQ(AlternativesOf("").size(), 1U);
}

TEST(CommonNames, AndSyllablesAreKnown) {
    EXPECT_TRUE(IsCommonName("smith"));
    EXPECT_TRUE(IsCommonName("muhammad"));
    EXPECT_FALSE(IsCommonName("orlenko"));
    EXPECT_TRUE(IsPinyin("zhang"));
    EXPECT_TRUE(IsPinyin("wei"));
    EXPECT_FALSE(IsPinyin("kim"));
    EXPECT_FALSE(IsPinyin("xiaoming"));
}

}  // namespace
}  // namespace clearway::compliance
