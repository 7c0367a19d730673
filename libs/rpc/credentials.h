// SPDX-License-Identifier: Apache-2.0
// Mutual TLS of the services: one certificate a process, one CA. Both directions verify.
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

// Throw std::runtime_error when a file cannot be read.
std::shared_ptr<grpc::ServerCredentials> MakeServerCredentials(const TlsFiles& files);
std::shared_ptr<grpc::ChannelCredentials> MakeChannelCredentials(const TlsFiles& files);

}  // namespace clearway::rpc
