// SPDX-License-Identifier: Apache-2.0
#include "rpc/credentials.h"

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "rpc/identity.h"

namespace clearway::rpc {
namespace {

std::string ReadFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file || text.str().empty()) throw std::runtime_error("cannot read " + path);
    return text.str();
}

// Runs after the handshake has verified the chain. gRPC leaves the host name to the verifier too.
class VerifyService final : public grpc::experimental::ExternalCertificateVerifier {
public:
    explicit VerifyService(std::string_view service) : id_(ServiceIdOf(service)) {}

    bool Verify(grpc::experimental::TlsCustomVerificationCheckRequest* peer,
                std::function<void(grpc::Status)> callback, grpc::Status* answer) override {
        // The one URI of the certificate; never one of several.
        const auto uris = peer->uri_names();
        if (uris.size() == 1 && std::string_view(uris[0].data(), uris[0].size()) == id_)
            return host_name_.Verify(peer, std::move(callback), answer);
        *answer = grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "the peer is not " + id_);
        return true;
    }
    void Cancel(grpc::experimental::TlsCustomVerificationCheckRequest*) override {}

private:
    const std::string id_;
    grpc::experimental::HostNameCertificateVerifier host_name_;
};

}  // namespace

std::shared_ptr<grpc::ServerCredentials> MakeServerCredentials(const TlsFiles& files) {
    grpc::SslServerCredentialsOptions options(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    options.pem_root_certs = ReadFile(files.ca);
    options.pem_key_cert_pairs.push_back({ReadFile(files.key), ReadFile(files.certificate)});
    return grpc::SslServerCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials> MakeChannelCredentials(const TlsFiles& files,
                                                                 const std::string& service) {
    namespace tls = grpc::experimental;
    const std::vector<tls::IdentityKeyCertPair> own{
        {ReadFile(files.key), ReadFile(files.certificate)}};
    tls::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(
        std::make_shared<tls::StaticDataCertificateProvider>(ReadFile(files.ca), own));
    options.watch_root_certs();
    options.watch_identity_key_cert_pairs();
    options.set_certificate_verifier(
        tls::ExternalCertificateVerifier::Create<VerifyService>(service));
    return tls::TlsCredentials(options);
}

}  // namespace clearway::rpc
