// SPDX-License-Identifier: Apache-2.0
// Master keys in the memory of a test, with a hook at each use of one.
#pragma once

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <functional>
#include <map>
#include <mutex>

#include "vault/key_encryption.h"

namespace clearway::vault {

class MemoryKeys final : public KeyEncryption {
public:
    MemoryKeys() {
        AddKey();
        AddSearchKey();
    }

    // A new KEK; the current one from the next Refresh on.
    std::string AddKey() {
        const std::lock_guard lock(mutex_);
        const auto id = "kek-" + std::to_string(++keks_made_);
        keks_.emplace(id, crypto::AesKey::Random());
        if (current_.empty()) current_ = id;
        newest_ = id;
        return id;
    }
    void DestroyKey(const std::string& id) {
        const std::lock_guard lock(mutex_);
        keks_.erase(id);
    }
    void AddSearchKey() {
        const std::lock_guard lock(mutex_);
        search_.insert(search_.begin(),
                       {"search-" + std::to_string(search_.size() + 1), crypto::RandomBytes(32)});
    }

    std::string CurrentKeyId() override {
        const std::lock_guard lock(mutex_);
        return current_;
    }
    void Refresh() override {
        const std::lock_guard lock(mutex_);
        current_ = newest_;
    }
    std::string Wrap(const std::string& kek_id, const crypto::AesKey& key,
                     std::string_view bound) override {
        if (const auto hook = before_wrap) hook();  // a copy: it may take itself away
        const std::lock_guard lock(mutex_);
        return crypto::GcmSeal(Kek(kek_id), key.Bytes(), bound);
    }
    crypto::AesKey Unwrap(const std::string& kek_id, std::string_view wrapped,
                          std::string_view bound) override {
        if (const auto hook = before_unwrap) hook();
        const std::lock_guard lock(mutex_);
        ++unwraps;
        const auto opened = crypto::GcmOpen(Kek(kek_id), wrapped, bound);
        auto key = crypto::AesKey::FromBytes(opened ? *opened : "");
        if (!key) throw KeyEncryptionError(KeyEncryptionError::Reason::kNotAuthentic, "altered");
        return *std::move(key);
    }
    std::vector<std::string> SearchKeyIds() override {
        std::vector<std::string> ids;
        for (const auto& [id, key] : search_) ids.push_back(id);
        return ids;
    }
    std::string KeyedHash(const std::string& search_key_id, std::string_view text) override {
        if (before_hash) before_hash();
        for (const auto& [id, key] : search_) {
            if (id != search_key_id) continue;
            std::array<unsigned char, 32> mac{};
            HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                 reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(),
                 nullptr);
            return {mac.begin(), mac.end()};
        }
        throw KeyEncryptionError(KeyEncryptionError::Reason::kNoKey, "no search key");
    }

    std::function<void()> before_wrap;
    std::function<void()> before_unwrap;
    std::function<void()> before_hash;
    int unwraps = 0;

private:
    const crypto::AesKey& Kek(const std::string& id) const {
        const auto found = keks_.find(id);
        if (found == keks_.end())
            throw KeyEncryptionError(KeyEncryptionError::Reason::kNoKey, "no key " + id);
        return found->second;
    }

    std::mutex mutex_;
    int keks_made_ = 0;
    std::map<std::string, crypto::AesKey> keks_;
    std::string current_;
    std::string newest_;
    std::vector<std::pair<std::string, std::string>> search_;
};

}  // namespace clearway::vault
