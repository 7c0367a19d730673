// SPDX-License-Identifier: Apache-2.0
#include "merkle/hash.h"

#include <openssl/evp.h>

#include <cstring>
#include <initializer_list>
#include <memory>
#include <stdexcept>

namespace clearway::merkle {

namespace {

// The one-shot function of OpenSSL 3 looks the algorithm up at each call, which costs more than the
// hash of a node; here a thread looks once.
class Hasher {
public:
    Hasher()
        : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free),
          context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        Require(algorithm_ != nullptr && context_ != nullptr);
    }

    Hash Of(std::initializer_list<std::string_view> parts) {
        Require(EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1);
        for (const auto part : parts)
            Require(EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1);
        Hash hash;
        Require(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1);
        return hash;
    }

private:
    static void Require(bool good) {
        if (!good) throw std::runtime_error("SHA-256 is not to be had");
    }

    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm_;
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Hasher& ThisThreads() {
    thread_local Hasher hasher;
    return hasher;
}

constexpr std::string_view kLeaf("\0", 1);
constexpr std::string_view kNode("\1", 1);

}  // namespace

Hash HashLeaf(std::string_view data) { return ThisThreads().Of({kLeaf, data}); }

Hash HashChildren(const Hash& left, const Hash& right) {
    return ThisThreads().Of({kNode, BytesOf(left), BytesOf(right)});
}

Hash EmptyRoot() { return ThisThreads().Of({}); }

Hash HashOfBytes(const char* bytes) {
    Hash hash;
    std::memcpy(hash.data(), bytes, hash.size());
    return hash;
}

}  // namespace clearway::merkle
