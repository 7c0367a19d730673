// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/key_files.h"

#include <stdexcept>

#include "cli/bounded_file.h"

namespace clearway::audit {

namespace {

constexpr std::size_t kKeyBytesMax = 16 * 1'024;

std::string ReadPem(const std::string& path) {
    auto pem = cli::ReadBoundedFile(path, kKeyBytesMax);
    if (!pem.text) throw std::runtime_error(path + " " + pem.fault);
    return *std::move(pem.text);
}

}  // namespace

crypto::PublicKey ReadPublicKey(const std::string& path) {
    auto key = crypto::PublicKey::FromPem(ReadPem(path));
    if (!key) throw std::runtime_error(path + " is no Ed25519 public key in PEM");
    return *std::move(key);
}

crypto::PrivateKey ReadPrivateKey(const std::string& path) {
    auto key = crypto::PrivateKey::FromPem(ReadPem(path));
    if (!key) throw std::runtime_error(path + " is no Ed25519 private key in PEM");
    return *std::move(key);
}

}  // namespace clearway::audit
