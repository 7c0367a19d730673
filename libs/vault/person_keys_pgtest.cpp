// SPDX-License-Identifier: Apache-2.0
#include "vault/person_keys.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "vault/vault_fixture.h"

namespace clearway::vault {
namespace {

using PersonKeysTest = VaultTest;

TEST_F(PersonKeysTest, AKeyIsMadeOnceAndIsTheSameForAllProcesses) {
    const auto persons = MakePersons(3);
    const auto one = Process(), another = Process();
    const auto sealed = SealFor(*one, persons);
    EXPECT_EQ(SealFor(*another, persons).size(), 3U);
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys"), 3);
    EXPECT_EQ(OpenAnew(persons, sealed), TextsOf(persons));
    EXPECT_EQ(OpenAnew(std::vector{persons[1]}, std::vector{sealed[0]}).front(), "altered");
}

TEST_F(PersonKeysTest, AnswersInTheOrderOfTheQuestionThoughAPersonIsThereTwice) {
    const auto made = MakePersons(2);
    const std::vector persons{made[1], made[0], made[1]};
    const auto sealed = SealFor(*Process(), persons);
    EXPECT_EQ(OpenAnew(persons, sealed), TextsOf(persons));
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys"), 2);
    EXPECT_TRUE(Process()->ForSealing({}).empty());
}

TEST_F(PersonKeysTest, OpeningMakesNoKey) {
    const auto persons = MakePersons(1);
    const auto rings = Process()->ForOpening(persons);
    EXPECT_TRUE(rings.front()->IsEmpty());
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys"), 0);
    EXPECT_EQ(std::get<Refusal>(rings.front()->Seal(kPlace, "text")), Refusal::kNoKey);
}

TEST_F(PersonKeysTest, WhatIsInMemoryCostsNoCallToTheToken) {
    const auto persons = MakePersons(5);
    const auto process = Process();
    SealFor(*process, persons);
    EXPECT_EQ(keys_.unwraps, 5);
    SealFor(*process, persons);
    process->ForOpening(persons);
    EXPECT_EQ(keys_.unwraps, 5);
}

TEST_F(PersonKeysTest, ErasingDestroysTheKeyAndLeavesTheRow) {
    const auto persons = MakePersons(2);
    const auto process = Process();
    const auto sealed = SealFor(*process, persons);
    process->AddGeneration(persons);
    process->Erase(std::vector{persons[0]});
    const auto rings = process->ForOpening(persons);
    EXPECT_EQ(Opened(*rings[0], sealed[0]), "erased");
    EXPECT_EQ(Opened(*rings[1], sealed[1]), persons[1].ToString());
    EXPECT_THAT(OpenAnew(persons, sealed), ::testing::ElementsAre("erased", persons[1].ToString()));
    EXPECT_EQ(std::get<Refusal>(process->ForSealing(persons)[0]->Seal(kPlace, "text")),
              Refusal::kErased);
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys WHERE erased_at IS NOT NULL"), 2);
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys WHERE wrapped IS NOT NULL"), 2);
    process->Erase(persons);
    process->AddGeneration(persons);
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys WHERE wrapped IS NOT NULL"), 0);
}

TEST_F(PersonKeysTest, WhoIsErasedBeforeTheirFirstValueNeverGetsAKey) {
    const auto persons = MakePersons(1);
    const auto process = Process();
    process->Erase(persons);
    EXPECT_TRUE(process->ForSealing(persons).front()->IsErased());
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys WHERE wrapped IS NULL"), 1);
}

TEST_F(PersonKeysTest, AnErasureReachesOtherProcessesOnceTheirMemoryRunsOut) {
    const auto persons = MakePersons(1);
    const auto other = Process({.cached_max = 10, .cached_for = std::chrono::milliseconds(0)});
    const auto sealed = SealFor(*other, persons);
    Process()->Erase(persons);
    EXPECT_EQ(Opened(*other->ForOpening(persons).front(), sealed.front()), "erased");
}

TEST_F(PersonKeysTest, ANewGenerationSealsAndTheOldOneOpens) {
    const auto persons = MakePersons(2);
    const auto process = Process();
    const auto old = SealFor(*process, persons);
    process->AddGeneration(persons);
    const auto sealed = SealFor(*process, persons);
    EXPECT_EQ(old[0][4], 1);
    EXPECT_EQ(sealed[0][4], 2);
    EXPECT_EQ(OpenAnew(persons, old), TextsOf(persons));
    EXPECT_EQ(OpenAnew(persons, sealed), TextsOf(persons));
    process->AddGeneration(MakePersons(1));
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys"), 4) << "who has no key gets none by this";
}

TEST_F(PersonKeysTest, AnAlteredKeyIsOnePersonsTroubleOnly) {
    auto persons = MakePersons(3);
    std::ranges::sort(persons);
    const auto sealed = SealFor(*Process(), persons);
    const auto whole = Text("SELECT encode(wrapped, 'hex') FROM person_keys WHERE person_id = '" +
                            persons[0].ToString() + "'");
    // The key of another: whole, and not at home.
    Execute(
        "UPDATE person_keys SET wrapped = (SELECT wrapped FROM person_keys WHERE person_id = '" +
        persons[1].ToString() + "') WHERE person_id = '" + persons[0].ToString() + "'");
    EXPECT_THAT(OpenAnew(persons, sealed),
                ::testing::ElementsAre("no key", persons[1].ToString(), persons[2].ToString()));
    const auto process = Process();
    EXPECT_EQ(std::get<Refusal>(process->ForSealing(persons)[0]->Seal(kPlace, "text")),
              Refusal::kNoKey);
    Execute("UPDATE person_keys SET wrapped = decode('" + whole + "', 'hex') WHERE person_id = '" +
            persons[0].ToString() + "'");
    EXPECT_EQ(Opened(*process->ForOpening(persons)[0], sealed[0]), persons[0].ToString())
        << "a failure is not remembered";
}

TEST_F(PersonKeysTest, ALostConnectionIsMadeAnew) {
    const auto persons = MakePersons(2);
    const auto process = Process();
    const auto sealed = SealFor(*process, std::vector{persons[0]});
    database_.TerminateConnections();
    SealFor(*process, persons);
    database_.TerminateConnections();
    process->Erase(persons);
    EXPECT_EQ(OpenAnew(std::vector{persons[0]}, sealed).front(), "erased");
}

TEST_F(PersonKeysTest, NoKeyOutlivesAnErasureThatMeetsANewGeneration) {
    const auto persons = MakePersons(20);
    const auto one = Process(), another = Process();
    SealFor(*one, persons);
    std::thread adding([&] {
        for (int i = 0; i < 10; ++i) another->AddGeneration(persons);
    });
    for (std::size_t i = 0; i < persons.size(); ++i) one->Erase(std::vector{persons[i]});
    adding.join();
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys WHERE wrapped IS NOT NULL"), 0);
}

TEST_F(PersonKeysTest, ProcessesThatMakeKeysAtTheSameTimeAgree) {
    const auto persons = MakePersons(50);
    std::vector<std::vector<std::string>> sealed(4);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < sealed.size(); ++i)
        threads.emplace_back([&, i] { sealed[i] = SealFor(*Process(), persons); });
    for (auto& thread : threads) thread.join();
    for (const auto& of_one : sealed) EXPECT_EQ(OpenAnew(persons, of_one), TextsOf(persons));
}

TEST_F(PersonKeysTest, ErrorsOfTheTokenAreTheCallers) {
    const auto persons = MakePersons(1);
    const auto sealed = SealFor(*Process(), persons);
    keys_.DestroyKey("kek-1");
    EXPECT_THROW(Process()->ForOpening(persons), KeyEncryptionError);
    EXPECT_THROW(Process()->ForSealing(MakePersons(1)), KeyEncryptionError);
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys"), 1);
}

}  // namespace
}  // namespace clearway::vault
