// SPDX-License-Identifier: Apache-2.0
// The vault of one service: its token, the keys of its persons, and a thread that waits for them so
// that coroutines need not. A token that is away stops nothing else: what needs a key answers
// kUnavailable until it is back, and nothing is ever kept or shown without its key.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/clock.h"
#include "core/result.h"
#include "vault/person_keys.h"
#include "vault/pkcs11/token_settings.h"
#include "vault/search_token.h"

namespace clearway::vault {

class ServiceVault {
public:
    // Opens no session: the token may be away. Throws KeyEncryptionError when the module cannot be
    // loaded. `clock` must outlive it.
    ServiceVault(const TokenSettings& token, const std::string& database_url,
                 const core::Clock& clock, PersonKeysOptions options = {});
    // `keys` must outlive it.
    ServiceVault(KeyEncryption& keys, const std::string& database_url, const core::Clock& clock,
                 PersonKeysOptions options = {});
    ~ServiceVault();  // answers what is queued

    // The key of a person, made if there is none; known ones at once, others in batches. Errors:
    // kUnavailable, kOverloaded.
    async::Task<core::Result<SharedKeyring>> ForSealing(PersonId person);

    // For threads that may block, many persons a call. Errors: kUnavailable.
    core::Result<std::vector<SharedKeyring>> ForOpening(std::span<const PersonId> persons);

    // Under each search key, for who looks for a value (search_token.h). Blocks. Errors:
    // kUnavailable.
    core::Result<std::vector<SearchToken>> Hash(std::string_view field,
                                                const core::Sensitive<std::string>& normal);

    // Something that only the token can answer. Errors: kUnavailable, kOverloaded.
    template <class T>
    async::Task<core::Result<T>> Ask(std::function<T(KeyEncryption&)> question) {
        return async::Suspend<core::Result<T>>(
            [this, question = std::move(question)](async::Resume<core::Result<T>> resume) {
                auto answer = std::make_shared<core::Result<T>>(core::ErrorCode::kOverloaded);
                Queue([this, question, answer, resume](const core::Error* refused) {
                    const auto failed = refused ? std::optional(*refused)
                                                : Guard([&] { *answer = question(Token()); });
                    resume(failed ? core::Result<T>(*failed) : std::move(*answer));
                });
            });
    }

    // Blocking; throw KeyEncryptionError and pqxx's errors.
    KeyEncryption& Token();
    PersonKeys& Persons();

private:
    // The answer of a question, or why it is not asked.
    using Question = std::function<void(const core::Error* refused)>;
    struct State;

    void Queue(Question question);
    // Runs `work`; what went wrong with token or database, if it did.
    std::optional<core::Error> Guard(const std::function<void()>& work);

    std::unique_ptr<State> state_;
};

}  // namespace clearway::vault
