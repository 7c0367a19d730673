// SPDX-License-Identifier: Apache-2.0
// RailNetwork over gRPC: one connection a rail, mutual TLS. Bytes through, nothing read.
#pragma once

#include <map>
#include <memory>

#include "rpc/client.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement {

class RailClient final : public RailNetwork {
public:
    using Peers = std::map<std::string, std::unique_ptr<rpc::Peer>, std::less<>>;

    // By the name of the rail.
    explicit RailClient(Peers peers) : peers_(std::move(peers)) {}

    async::Task<core::Result<core::Done>> Submit(std::string rail, rails::Message message) override;
    async::Task<core::Result<std::vector<Received>>> Receive(std::string rail, std::int64_t after,
                                                             int max) override;

private:
    Peers peers_;
};

}  // namespace clearway::settlement
