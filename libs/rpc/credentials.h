// SPDX-License-Identifier: Apache-2.0
// Mutual TLS of the services: one certificate a process, one CA. Both directions verify: the server
// that the CA signed for its caller (and then who that is, see admission.h), the client that its
// peer is the service it means.
#pragma once

#include <memory>
#include <string>

namespace grpc {
class ChannelCredentials;
class ServerCredentials;
}  // namespace grpc

namespace clearway::rpc {

struct TlsFiles {
    std::string ca;
    std::string certificate;
    std::string key;
};

// These throw std::runtime_error when a file cannot be read.
std::shared_ptr<grpc::ServerCredentials> MakeServerCredentials(const TlsFiles& files);
// For a channel to `service` ("payment"): a server with another service's certificate is refused
// like one that cannot be reached, whatever host name it has.
std::shared_ptr<grpc::ChannelCredentials> MakeChannelCredentials(const TlsFiles& files,
                                                                 const std::string& service);

}  // namespace clearway::rpc
