// SPDX-License-Identifier: Apache-2.0
// The gateway's settings, read and checked as a whole. Must not open a socket.
#pragma once

#include <memory>
#include <vector>

#include "config/environment.h"
#include "gateway/net/server.h"
#include "gateway/policy/load_shedder.h"
#include "gateway/policy/partners.h"
#include "gateway/transcode/route_table.h"
#include "gateway/upstream/upstream.h"
#include "rpc/credentials.h"

namespace clearway::gateway {

struct Config {
    net::ServerOptions server;
    rpc::TlsFiles tls;
    std::vector<upstream::Peer> peers;
    std::shared_ptr<policy::PartnerRegistry> partners;
    policy::ShedLimits shed;
    std::chrono::milliseconds drain_limit;
};

// One peer for each service that has a route: CLEARWAY_PEER_<SERVICE>.
Config ReadConfig(config::Environment& environment, const RouteTable& routes);

// Lines of --help.
std::vector<std::pair<std::string, std::string>> SettingsHelp();

}  // namespace clearway::gateway
