// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/contraction.h"

#include <gtest/gtest.h>

#include "services/compliance/domain/screening/name_score.h"

namespace clearway::compliance {
namespace {

int Score(std::string_view brief, std::string_view name) {
    const TokenStatistics none;
    return ContractionScore(Weigh(TokeniseName(brief), none), Weigh(TokeniseName(name), none));
}

TEST(Contraction, IsMadeOfInitialsOrOfBeginningsInTheirOrder) {
    EXPECT_GT(Score("IUVM", "International Union of Virtual Media"), 0);
    EXPECT_GT(Score("PLF", "Palestine Liberation Front - Abu Abbas Faction"), 0);
    EXPECT_GT(Score("Cointerandina", "Comercializadora Internacional Andina Limitada"), 0);
    EXPECT_GT(Score("INCOVALLE", "Inversiones y Construcciones Valle S.A."), 0);
    EXPECT_EQ(Score("IVUM", "International Union of Virtual Media"), 0);
    EXPECT_EQ(Score("Andinacointer", "Comercializadora Internacional Andina Limitada"), 0);
    EXPECT_EQ(Score("Samsung", "Sanayi Makina Uretim"), 0);
    EXPECT_EQ(Score("IU", "International Union of Virtual Media"), 0);
}

TEST(Contraction, MayHaveTheLettersOfParticlesAndLegalForms) {
    EXPECT_GT(Score("PDZSA", "Petroleos de Zarnograd, S.A."), 0);
    EXPECT_GT(Score("NZTC", "National Zarnograd Tanker Company"), 0);
    EXPECT_GT(Score("HUZ", "Hizb ul Zarnogradi"), 0);
    EXPECT_EQ(Score("PZSD", "Petroleos de Zarnograd, S.A."), 0);
}

TEST(Contraction, MayLeaveOutWhatHalfTheCompaniesAreCalled) {
    EXPECT_GT(Score("ZARFLET", "La Empresa Zarnogradska de Fletes"), 0);
    EXPECT_EQ(Score("FLETZAR", "La Empresa Zarnogradska de Fletes"), 0);
    // A word of business is itself: "gas" are not the initials of everybody.
    EXPECT_EQ(Score("Gas Company", "Gatewick Aviation Services"), 0);
}

TEST(Contraction, StandsForNeighboursBesideOtherWords) {
    const TokenStatistics none;
    const auto compare = [&](const char* name, const char* listed) {
        return CompareNames(Weigh(TokeniseName(name), none), Weigh(TokeniseName(listed), none),
                            EntryType::kEntity);
    };
    const auto found = compare("ZRGC Navy", "Zarnograd Revolutionary Guard Corps Navy");
    EXPECT_GE(found.score, kMatchScore);
    EXPECT_LT(found.score, kHitScore);
    ASSERT_EQ(found.matched.size(), 2U);
    EXPECT_EQ(found.matched[1].how, MatchKind::kAcronym);
    EXPECT_EQ(found.matched[1].listed, "zarnograd revolutionary guard corps");
    EXPECT_LT(compare("ZRCG Navy", "Zarnograd Revolutionary Guard Corps Navy").score, kMatchScore);
}

TEST(Contraction, OfAllWordsSaysMoreThanOfSome) {
    EXPECT_GT(Score("PLF", "Palestine Liberation Front"),
              Score("PLF", "Palestine Liberation Front Gaza Wing"));
    EXPECT_GT(Score("Agronilo", "Agropecuaria el Nilo"),
              Score("Agronilo", "Agropecuaria el Nilo Grande Azul"));
    EXPECT_GT(Score("PLF", "Palestine Liberation Front"),
              Score("PLF Youth League", "Palestine Liberation Front"));
}

TEST(Contraction, IsNeverEnoughForAHit) {
    const TokenStatistics none;
    for (const auto& [brief, name] :
         {std::pair("IUVM", "International Union of Virtual Media"),
          std::pair("Cointerandina", "Comercializadora Internacional Andina Limitada")}) {
        const auto score = ScoreNames(Weigh(TokeniseName(brief), none),
                                      Weigh(TokeniseName(name), none), EntryType::kEntity);
        EXPECT_GT(score, 0) << brief;
        EXPECT_LT(score, kHitScore) << brief;
    }
}

}  // namespace
}  // namespace clearway::compliance
