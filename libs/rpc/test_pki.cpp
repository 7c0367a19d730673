// SPDX-License-Identifier: Apache-2.0
#include "rpc/test_pki.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <cstdio>
#include <stdexcept>

namespace clearway::rpc {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

void Require(bool good, const char* what) {
    if (!good) throw std::runtime_error(std::string("test certificates: ") + what);
}

Key MakeKey() {
    Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    Require(key != nullptr, "key");
    return key;
}

void AddExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    auto* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    Require(extension != nullptr, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate MakeBlank(EVP_PKEY* key, const std::string& common_name, long serial) {
    Certificate certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1,
                               0);
    return certificate;
}

template <class Write>
std::string WriteFile(const std::filesystem::path& path, Write write) {
    const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "w"), std::fclose);
    Require(file != nullptr && write(file.get()) == 1, path.c_str());
    return path.string();
}

std::filesystem::path MakeFolder() {
    std::string name = std::filesystem::temp_directory_path() / "clearway-pki-XXXXXX";
    Require(mkdtemp(name.data()) != nullptr, "folder");
    return name;
}

}  // namespace

struct TestPki::Authority {
    Key key = MakeKey();
    Certificate certificate = MakeBlank(key.get(), "clearway test CA", 1);
};

TestPki::TestPki() : folder_(MakeFolder()), authority_(std::make_unique<Authority>()) {
    auto* certificate = authority_->certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    AddExtension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
    AddExtension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    Require(X509_sign(certificate, authority_->key.get(), EVP_sha256()) > 0, "CA signature");
    WriteFile(folder_ / "ca.pem", [&](FILE* file) { return PEM_write_X509(file, certificate); });
}

TestPki::~TestPki() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

TlsFiles TestPki::Issue(const std::string& path) {
    return IssueUri("spiffe://clearway.local/" + path);
}

TlsFiles TestPki::IssueUri(const std::string& uri) {
    const auto number = std::to_string(++issued_);
    const auto key = MakeKey();
    const auto certificate = MakeBlank(key.get(), "test " + number, 1 + issued_);
    auto* issuer = authority_->certificate.get();
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer));
    AddExtension(certificate.get(), issuer, NID_subject_alt_name,
                 "DNS:localhost,IP:127.0.0.1,URI:" + uri);
    AddExtension(certificate.get(), issuer, NID_ext_key_usage, "serverAuth,clientAuth");
    Require(X509_sign(certificate.get(), authority_->key.get(), EVP_sha256()) > 0, "signature");
    TlsFiles files;
    files.ca = (folder_ / "ca.pem").string();
    files.certificate = WriteFile(folder_ / (number + ".pem"), [&](FILE* file) {
        return PEM_write_X509(file, certificate.get());
    });
    files.key = WriteFile(folder_ / (number + ".key"), [&](FILE* file) {
        return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    return files;
}

}  // namespace clearway::rpc
