// SPDX-License-Identifier: Apache-2.0
// What the vault costs: sealing and opening, and calls to a token. Usage: vault_bench [thousands].
// CLEARWAY_PKCS11_MODULE, _TOKEN and _PIN_FILE name a token with keys (deploy/local/lib/vault.sh
// makes one); without them that part is left out. CLEARWAY_DATABASE_URL names an empty database of
// its own for a rotation under that token.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/clock.h"
#include "postgres/migrator.h"
#include "vault/key_rotation.h"
#include "vault/person_keys.h"
#include "vault/pkcs11/token_keys.h"
#include "vault/search_token.h"

namespace clearway::vault {
namespace {

constexpr Place kPlace{.table = "accounts", .column = "iban", .row = "1"};
constexpr std::string_view kIban = "DE89370400440532013000";

template <class Work>
double Seconds(Work work) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

template <class Work>
void Print(const char* what, int times, Work work) {
    const auto seconds = Seconds([&] {
        for (int i = 0; i < times; ++i) work();
    });
    std::printf("%-28s %8.2f us\n", what, seconds * 1e6 / times);
}

void BenchSealing(int times) {
    Keyring ring(PersonId(core::Uuid::Random()));
    ring.Add(1, crypto::AesKey::Random());
    for (const auto& text : {std::string(kIban), std::string(100'000, 'd')}) {
        const auto rounds = text.size() > 1'000 ? times / 50 : times;
        const auto sealed = std::get<std::string>(ring.Seal(kPlace, text));
        std::printf("%zu bytes\n", text.size());
        Print("  seal", rounds, [&] { static_cast<void>(ring.Seal(kPlace, text)); });
        Print("  open", rounds, [&] { static_cast<void>(ring.Open(kPlace, sealed)); });
    }
}

void BenchToken(KeyEncryption& keys, int times) {
    const auto id = keys.CurrentKeyId();
    const auto key = crypto::AesKey::Random();
    const auto wrapped = keys.Wrap(id, key, "bound");
    const core::Sensitive<std::string> iban{std::string(kIban)};
    std::printf("token\n");
    Print("  wrap", times, [&] { keys.Wrap(id, key, "bound"); });
    Print("  unwrap", times, [&] { keys.Unwrap(id, wrapped, "bound"); });
    Print("  search token", times, [&] { MakeSearchToken(keys, "account.iban", iban); });
    Print("  list of keys", times / 10, [&] { keys.Refresh(); });
}

void BenchPersons(const std::string& url, TokenKeys& keys, int count) {
    const std::vector migrations{PersonKeysMigration("0001_person_keys")};
    postgres::Migrate(url, migrations);
    const core::SystemClock clock;
    std::vector<PersonId> persons;
    for (int i = 0; i < count; ++i) persons.emplace_back(core::Uuid::Random());
    const auto print = [&](const char* what, double seconds) {
        std::printf("  %-26s %8.1f us a person, %.0f a second\n", what, seconds * 1e6 / count,
                    count / seconds);
    };
    std::printf("%d persons, 500 a call\n", count);
    constexpr std::size_t kBatch = 500;
    const auto in_batches = [&](auto work) {
        for (std::size_t i = 0; i < persons.size(); i += kBatch)
            work(std::span(persons).subspan(i, std::min(kBatch, persons.size() - i)));
    };
    const PersonKeysOptions options{.cached_max = persons.size()};
    PersonKeys first(url, keys, clock, options), second(url, keys, clock, options);
    print("first key", Seconds([&] { in_batches([&](auto p) { first.ForSealing(p); }); }));
    print("key from the database",
          Seconds([&] { in_batches([&](auto p) { second.ForOpening(p); }); }));
    print("key from memory", Seconds([&] { in_batches([&](auto p) { second.ForOpening(p); }); }));
    keys.MakeKey();
    KeyRotation rotation(url, keys);
    print("rotation", Seconds([&] { rotation.Run(); }));
    rotation.Retire();
}

int Main(int argc, char** argv) {
    const int thousands = argc > 1 ? std::atoi(argv[1]) : 100;
    BenchSealing(thousands * 1'000);
    config::Environment environment;
    const auto settings = ReadTokenSettings(environment);
    if (!environment.Faults().empty()) return 0;
    TokenKeys keys(settings);
    BenchToken(keys, thousands * 100);
    const char* url = std::getenv("CLEARWAY_DATABASE_URL");
    if (url != nullptr) BenchPersons(url, keys, thousands * 100);
    return 0;
}

}  // namespace
}  // namespace clearway::vault

int main(int argc, char** argv) { return clearway::vault::Main(argc, argv); }
