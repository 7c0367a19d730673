// SPDX-License-Identifier: Apache-2.0
#include "vault/keyring_cache.h"

#include <gtest/gtest.h>

#include <vector>

namespace clearway::vault {
namespace {

using namespace std::chrono_literals;

class SetClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return now; }
    core::Timestamp now{};
};

SharedKeyring RingOf(const PersonId& person) { return std::make_shared<const Keyring>(person); }

std::vector<PersonId> MakePersons(int count) {
    std::vector<PersonId> persons;
    for (int i = 0; i < count; ++i) persons.emplace_back(core::Uuid::Random());
    return persons;
}

TEST(KeyringCache, LetsGoOfTheOldestBeyondItsBound) {
    const SetClock clock;
    KeyringCache cache(2, 1min, clock);
    const auto persons = MakePersons(3);
    std::vector<std::weak_ptr<const Keyring>> rings;
    for (const auto& person : persons) {
        const auto ring = RingOf(person);
        rings.push_back(ring);
        cache.Insert(person, ring);
    }
    EXPECT_EQ(cache.Size(), 2U);
    EXPECT_EQ(cache.Find(persons[0]), nullptr);
    EXPECT_TRUE(rings[0].expired()) << "wiped with its last owner";
    EXPECT_NE(cache.Find(persons[1]), nullptr);
    EXPECT_NE(cache.Find(persons[2]), nullptr);
}

TEST(KeyringCache, LetsGoOfWhatIsTooOldThoughNobodyAsksForIt) {
    SetClock clock;
    KeyringCache cache(10, 60s, clock);
    const auto persons = MakePersons(2);
    cache.Insert(persons[0], RingOf(persons[0]));
    clock.now += 59s;
    EXPECT_NE(cache.Find(persons[0]), nullptr) << "use does not make it live longer";
    cache.Insert(persons[1], RingOf(persons[1]));
    clock.now += 1s;
    cache.Sweep();
    EXPECT_EQ(cache.Size(), 1U);
    EXPECT_EQ(cache.Find(persons[0]), nullptr);
    EXPECT_NE(cache.Find(persons[1]), nullptr);
}

TEST(KeyringCache, ForgetsAndReplaces) {
    const SetClock clock;
    KeyringCache cache(2, 60s, clock);
    const auto person = MakePersons(1).front();
    cache.Insert(person, RingOf(person));
    const auto newer = RingOf(person);
    cache.Insert(person, newer);
    EXPECT_EQ(cache.Size(), 1U);
    EXPECT_EQ(cache.Find(person), newer);
    cache.Erase(person);
    cache.Erase(person);
    EXPECT_EQ(cache.Find(person), nullptr);
}

}  // namespace
}  // namespace clearway::vault
