// SPDX-License-Identifier: Apache-2.0
#include "vault/pkcs11/token_keys.h"

#include <openssl/crypto.h>

#include <optional>
#include <utility>

#include "cli/bounded_file.h"
#include "telemetry/log.h"
#include "vault/pkcs11/session.h"

namespace clearway::vault {

namespace {

using pkcs11::Keys;
using pkcs11::kSearching;
using pkcs11::kWrapping;
using pkcs11::Purpose;
using Reason = KeyEncryptionError::Reason;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kPinBytesMax = 256;

// Wiped when it goes.
class Secret {
public:
    explicit Secret(std::string text) : text_(std::move(text)) {}
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { OPENSSL_cleanse(text_.data(), text_.size()); }
    std::string_view Text() const { return text_; }

private:
    std::string text_;
};

Secret ReadPin(const std::string& path) {
    auto file = cli::ReadBoundedFile(path, kPinBytesMax);
    if (!file.text) throw KeyEncryptionError(Reason::kNoPin, "the PIN's file " + file.fault);
    const auto end = file.text->find_first_of("\r\n");
    if (end != std::string::npos) file.text->resize(end);
    if (file.text->empty()) throw KeyEncryptionError(Reason::kNoPin, "the PIN's file is empty");
    return Secret(*std::move(file.text));
}

// After these the session is no more, or its handles are another's: worth a new one. A library sees
// a token that was not there when it started only once it is started anew.
bool EndsSession(const KeyEncryptionError& error) {
    if (error.Why() == Reason::kNoToken) return true;
    const auto* failed = dynamic_cast<const pkcs11::CallFailed*>(&error);
    if (failed == nullptr) return false;
    switch (failed->Code()) {
        case CKR_SESSION_HANDLE_INVALID:
        case CKR_SESSION_CLOSED:
        case CKR_USER_NOT_LOGGED_IN:
        case CKR_KEY_HANDLE_INVALID:
        case CKR_OBJECT_HANDLE_INVALID:
        case CKR_CRYPTOKI_NOT_INITIALIZED:
        case CKR_OPERATION_ACTIVE:
        case CKR_DEVICE_ERROR:
        case CKR_GENERAL_ERROR: return true;
        default: return false;
    }
}

std::string IdOf(const Purpose& purpose, std::uint32_t number) {
    return std::string(purpose.label) + std::to_string(number);
}

std::vector<std::string> NewestFirst(const Purpose& purpose, const Keys& keys) {
    std::vector<std::string> ids;
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        if (key->second != pkcs11::kAmbiguous) ids.push_back(IdOf(purpose, key->first));
    return ids;
}

}  // namespace

struct TokenKeys::State {
    explicit State(TokenSettings with)
        : settings(std::move(with)), module(pkcs11::Module::Load(settings.module)) {}
    ~State() {
        const std::lock_guard lock(module.Lock());
        session.reset();
    }

    // Runs `work` with an open session; once more with a new one when that turns out to be gone.
    template <class Work>
    auto Run(Work work) {
        const std::lock_guard lock(module.Lock());
        for (bool again = true;; again = false) {
            try {
                Open();
                return work(*session);
            } catch (const KeyEncryptionError& error) {
                if (!EndsSession(error) || !again) throw;
                log::Warn("the session with the token is opened again", {{"reason", error.what()}});
                session.reset();
                module.Restart();
            }
        }
    }

    void Open() {
        if (session && session->IsOutdated()) session.reset();
        if (session) {
            if (Steady::now() >= known_until) List();
            return;
        }
        if (pin_refused)
            throw KeyEncryptionError(Reason::kWrongPin,
                                     "the token refused the PIN; it is not tried again before a "
                                     "restart, because a token locks after a few attempts");
        const auto pin = ReadPin(settings.pin_file);
        try {
            session.emplace(module, settings.token, pin.Text());
        } catch (const KeyEncryptionError& error) {
            pin_refused = error.Why() == Reason::kWrongPin;
            throw;
        }
        List();
    }

    void List() {
        keks = session->FindKeys(kWrapping);
        search_keys = session->FindKeys(kSearching);
        known_until = Steady::now() + kKeysKnownFor;
    }

    CK_OBJECT_HANDLE Find(const Purpose& purpose, const Keys& keys, const std::string& id) {
        for (bool again = true;; again = false) {
            for (const auto& [number, handle] : keys)
                if (IdOf(purpose, number) == id && handle != pkcs11::kAmbiguous) return handle;
            if (!again)
                throw KeyEncryptionError(
                    Reason::kNoKey,
                    "the token '" + settings.token + "' has none or two of the key '" + id + "'");
            List();  // it may be newer than what is known
        }
    }

    std::string Make(const Purpose& purpose, const Keys& keys) {
        return Run([&](pkcs11::Session& open) {
            List();
            const auto number = keys.empty() ? 1 : keys.rbegin()->first + 1;
            open.MakeKey(purpose, number);
            List();
            return IdOf(purpose, number);
        });
    }

    const TokenSettings settings;
    pkcs11::Module& module;
    std::optional<pkcs11::Session> session;
    Keys keks, search_keys;  // of the session
    Steady::time_point known_until;
    bool pin_refused = false;
};

TokenKeys::TokenKeys(TokenSettings settings)
    : state_(std::make_unique<State>(std::move(settings))) {}

TokenKeys::~TokenKeys() = default;

std::string TokenKeys::CurrentKeyId() {
    auto ids = KeyIds();
    if (ids.empty())
        throw KeyEncryptionError(
            Reason::kNoKey, "the token '" + state_->settings.token + "' has no key-encryption key");
    return std::move(ids.front());
}

void TokenKeys::Refresh() {
    state_->Run([this](pkcs11::Session&) { state_->List(); });
}

std::string TokenKeys::Wrap(const std::string& kek_id, const crypto::AesKey& key,
                            std::string_view bound) {
    return state_->Run([&](pkcs11::Session& session) {
        return session.GcmSeal(state_->Find(kWrapping, state_->keks, kek_id), key.Bytes(), bound);
    });
}

crypto::AesKey TokenKeys::Unwrap(const std::string& kek_id, std::string_view wrapped,
                                 std::string_view bound) {
    return state_->Run([&](pkcs11::Session& session) {
        const Secret bytes(
            session.GcmOpen(state_->Find(kWrapping, state_->keks, kek_id), wrapped, bound));
        auto key = crypto::AesKey::FromBytes(bytes.Text());
        if (!key)
            throw KeyEncryptionError(Reason::kNotAuthentic, "what was wrapped is no data key");
        return *std::move(key);
    });
}

std::vector<std::string> TokenKeys::SearchKeyIds() {
    return state_->Run(
        [this](pkcs11::Session&) { return NewestFirst(kSearching, state_->search_keys); });
}

std::vector<std::string> TokenKeys::KeyIds() {
    return state_->Run([this](pkcs11::Session&) { return NewestFirst(kWrapping, state_->keks); });
}

std::string TokenKeys::KeyedHash(const std::string& search_key_id, std::string_view text) {
    return state_->Run([&](pkcs11::Session& session) {
        return session.Hmac(state_->Find(kSearching, state_->search_keys, search_key_id), text);
    });
}

std::string TokenKeys::MakeKey() { return state_->Make(kWrapping, state_->keks); }

std::string TokenKeys::MakeSearchKey() { return state_->Make(kSearching, state_->search_keys); }

void TokenKeys::DestroyKey(const std::string& kek_id) {
    state_->Run([&](pkcs11::Session& session) {
        state_->List();
        const auto key = state_->Find(kWrapping, state_->keks, kek_id);
        if (NewestFirst(kWrapping, state_->keks).front() == kek_id)
            throw KeyEncryptionError(Reason::kFailed, "'" + kek_id + "' is the current key");
        session.DestroyKey(key);
        state_->List();
    });
}

}  // namespace clearway::vault
