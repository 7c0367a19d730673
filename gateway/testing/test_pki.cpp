// SPDX-License-Identifier: Apache-2.0
#include "gateway/testing/test_pki.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "gateway/net/tls_settings.h"

namespace clearway::gateway::testing {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

constexpr long kHour = 3600;

void Require(bool good, const std::string& what) {
    if (!good) throw std::runtime_error("test certificates: " + what);
}

Key MakeKey() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

void AddExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    auto* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    Require(extension != nullptr, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate MakeBlank(EVP_PKEY* key, const std::string& name, long serial, long ends_in) {
    Certificate certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -2 * kHour);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), ends_in);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    return certificate;
}

template <class Write>
std::string WritePem(const std::filesystem::path& path, Write write) {
    const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "w"), std::fclose);
    Require(file != nullptr && write(file.get()) == 1, path.string());
    return path.string();
}

std::filesystem::path MakeFolder() {
    std::string name = std::filesystem::temp_directory_path() / "clearway-gateway-XXXXXX";
    Require(mkdtemp(name.data()) != nullptr, "folder");
    return name;
}

}  // namespace

struct TestPki::Authority {
    Authority() {
        auto* issuer = certificate.get();
        X509_set_issuer_name(issuer, X509_get_subject_name(issuer));
        AddExtension(issuer, issuer, NID_basic_constraints, "critical,CA:TRUE");
        AddExtension(issuer, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
        Require(X509_sign(issuer, key.get(), EVP_sha256()) > 0, "CA signature");
    }
    Key key = MakeKey();
    Certificate certificate = MakeBlank(key.get(), "clearway test CA", 1, kHour);
};

struct TestPki::Request {
    std::string path;
    const Authority* authority;  // null: signs itself
    long ends_in = kHour;
};

TestPki::TestPki()
    : folder_(MakeFolder()),
      authority_(std::make_unique<Authority>()),
      stranger_(std::make_unique<Authority>()) {
    WritePem(CaFile(),
             [this](FILE* file) { return PEM_write_X509(file, authority_->certificate.get()); });
}

TestPki::~TestPki() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Identity TestPki::Issue(const std::string& path) {
    return Make({.path = path, .authority = authority_.get()});
}
Identity TestPki::IssueEndingIn(const std::string& path, std::chrono::seconds time) {
    return Make({.path = path, .authority = authority_.get(), .ends_in = time.count()});
}
Identity TestPki::IssueExpired(const std::string& path) {
    return Make({.path = path, .authority = authority_.get(), .ends_in = -kHour});
}
Identity TestPki::IssueSelfSigned(const std::string& path) {
    return Make({.path = path, .authority = nullptr});
}
Identity TestPki::IssueByStranger(const std::string& path) {
    return Make({.path = path, .authority = stranger_.get()});
}

Identity TestPki::Make(const Request& request) {
    const auto number = std::to_string(++issued_);
    const auto key = MakeKey();
    const auto made = MakeBlank(key.get(), "test " + number, 1 + issued_, request.ends_in);
    auto* issuer = request.authority ? request.authority->certificate.get() : made.get();
    auto* signing_key = request.authority ? request.authority->key.get() : key.get();
    X509_set_issuer_name(made.get(), X509_get_subject_name(issuer));
    AddExtension(made.get(), issuer, NID_subject_alt_name,
                 "DNS:localhost,IP:127.0.0.1,URI:spiffe://clearway.local/" + request.path);
    AddExtension(made.get(), issuer, NID_ext_key_usage, "serverAuth,clientAuth");
    Require(X509_sign(made.get(), signing_key, EVP_sha256()) > 0, "signature");
    Identity identity;
    identity.certificate = WritePem(folder_ / (number + ".pem"), [&made](FILE* file) {
        return PEM_write_X509(file, made.get());
    });
    identity.key = WritePem(folder_ / (number + ".key"), [&key](FILE* file) {
        return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    identity.pin = net::PublicKeyPin(made.get());
    return identity;
}

std::string TestPki::WriteText(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
}

}  // namespace clearway::gateway::testing
