// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "gateway/app.h"
#include "gateway/config.h"
#include "gateway/transcode/linked_services.h"
#include "host/program.h"

namespace {

using clearway::gateway::App;
using clearway::gateway::RouteTable;

std::function<std::unique_ptr<clearway::host::Application>()> Configure(
    clearway::config::Environment& environment) {
    auto routes = std::make_shared<const RouteTable>(clearway::gateway::LinkedServices());
    auto config = clearway::gateway::ReadConfig(environment, *routes);
    return [routes, config] { return std::make_unique<App>(config, routes); };
}

}  // namespace

int main(int argc, char** argv) {
    return clearway::host::RunProgram(
        argc, argv,
        {.name = "gateway",
         .purpose = "The REST API of the platform: mutual TLS in, gRPC to the services.",
         .configure = Configure,
         .migrate = {},
         .settings = clearway::gateway::SettingsHelp()});
}
