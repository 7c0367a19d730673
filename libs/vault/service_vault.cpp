// SPDX-License-Identifier: Apache-2.0
#include "vault/service_vault.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "async/periodic.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"
#include "vault/pkcs11/token_keys.h"

namespace clearway::vault {

namespace {

constexpr std::size_t kQueueMax = 1024;
constexpr std::chrono::seconds kSweepEvery{10};
const core::Error kAway{.code = core::ErrorCode::kUnavailable, .retry_after_ms = 1000};
const core::Error kFull{.code = core::ErrorCode::kOverloaded, .retry_after_ms = 1000};

using Rings = std::vector<SharedKeyring>;

struct Sealing {
    PersonId person;
    async::Resume<core::Result<SharedKeyring>> resume;
};

}  // namespace

struct ServiceVault::State {
    State(std::unique_ptr<KeyEncryption> own, KeyEncryption& used, const std::string& url,
          const core::Clock& clock, PersonKeysOptions options)
        : owned(std::move(own)), token(used), persons(url, used, clock, options) {}

    void Run(ServiceVault& vault);
    void Answer(ServiceVault& vault, std::deque<Sealing>& requests);

    const std::unique_ptr<KeyEncryption> owned;
    KeyEncryption& token;
    PersonKeys persons;
    metrics::Counter failures{"clearway_vault_failures_total",
                              "Questions that the token or its database did not answer."};
    std::atomic<bool> failing = false;

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Sealing> sealing;
    std::deque<Question> questions;
    bool stopping = false;
    std::thread thread;
    std::unique_ptr<async::Periodic> sweep;
};

void ServiceVault::State::Run(ServiceVault& vault) {
    while (true) {
        std::deque<Sealing> requests;
        std::deque<Question> asked;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [&] { return stopping || !sealing.empty() || !questions.empty(); });
            if (sealing.empty() && questions.empty()) return;
            requests.swap(sealing);
            asked.swap(questions);
        }
        if (!requests.empty()) Answer(vault, requests);
        for (const auto& question : asked) question(nullptr);
    }
}

// All who wait in one question.
void ServiceVault::State::Answer(ServiceVault& vault, std::deque<Sealing>& requests) {
    std::vector<PersonId> wanted;
    for (const auto& request : requests) wanted.push_back(request.person);
    Rings rings;
    const auto failed = vault.Guard([&] { rings = persons.ForSealing(wanted); });
    for (std::size_t i = 0; i < requests.size(); ++i)
        requests[i].resume(failed ? core::Result<SharedKeyring>(*failed) : std::move(rings[i]));
}

ServiceVault::ServiceVault(const TokenSettings& token, const std::string& database_url,
                           const core::Clock& clock, PersonKeysOptions options) {
    auto keys = std::make_unique<TokenKeys>(token);
    auto& used = *keys;
    state_ = std::make_unique<State>(std::move(keys), used, database_url, clock, options);
    state_->thread = std::thread([this] { state_->Run(*this); });
    state_->sweep =
        std::make_unique<async::Periodic>(kSweepEvery, [this] { state_->persons.Sweep(); });
}

ServiceVault::ServiceVault(KeyEncryption& keys, const std::string& database_url,
                           const core::Clock& clock, PersonKeysOptions options)
    : state_(std::make_unique<State>(nullptr, keys, database_url, clock, options)) {
    state_->thread = std::thread([this] { state_->Run(*this); });
}

ServiceVault::~ServiceVault() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->wake.notify_all();
    state_->thread.join();
}

KeyEncryption& ServiceVault::Token() { return state_->token; }
PersonKeys& ServiceVault::Persons() { return state_->persons; }

// A token that is away fails every question: the log says so once, the metric counts.
std::optional<core::Error> ServiceVault::Guard(const std::function<void()>& work) {
    const auto failed = [this](const char* reason) {
        state_->failures.Add();
        if (!state_->failing.exchange(true))
            log::Error("personal data can be neither sealed nor opened", {{"reason", reason}});
        return kAway;
    };
    try {
        work();
    } catch (const KeyEncryptionError& error) {
        return failed(error.what());
    } catch (const std::exception& error) {
        return failed(error.what());
    }
    if (state_->failing.exchange(false))
        log::Info("personal data can be sealed and opened again", {});
    return std::nullopt;
}

core::Result<Rings> ServiceVault::ForOpening(std::span<const PersonId> persons) {
    Rings rings;
    if (const auto failed = Guard([&] { rings = state_->persons.ForOpening(persons); }))
        return *failed;
    return rings;
}

core::Result<std::vector<SearchToken>> ServiceVault::Hash(
    std::string_view field, const core::Sensitive<std::string>& normal) {
    std::vector<SearchToken> tokens;
    if (const auto failed = Guard([&] { tokens = MakeSearchTokens(Token(), field, normal); }))
        return *failed;
    return tokens;
}

async::Task<core::Result<SharedKeyring>> ServiceVault::ForSealing(PersonId person) {
    if (auto known = state_->persons.Known(person)) co_return known;
    co_return co_await async::Suspend<core::Result<SharedKeyring>>(
        [this, person](async::Resume<core::Result<SharedKeyring>> resume) {
            {
                const std::lock_guard lock(state_->mutex);
                if (!state_->stopping && state_->sealing.size() < kQueueMax) {
                    state_->sealing.push_back({person, resume});
                    state_->wake.notify_one();
                    return;
                }
            }
            resume(core::Result<SharedKeyring>(kFull));
        });
}

void ServiceVault::Queue(Question question) {
    {
        const std::lock_guard lock(state_->mutex);
        if (!state_->stopping && state_->questions.size() < kQueueMax) {
            state_->questions.push_back(std::move(question));
            state_->wake.notify_one();
            return;
        }
    }
    question(&kFull);
}

}  // namespace clearway::vault
