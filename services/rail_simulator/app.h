// SPDX-License-Identifier: Apache-2.0
// Builds the rail simulator from its parts and owns their order. Never: a decision.
#pragma once

#include <memory>
#include <vector>

#include "host/service.h"

namespace clearway::rail_simulator {

std::vector<postgres::Migration> Migrations();

// A host::Application that also tells where it listens, for tests.
class Simulator : public host::Application {
public:
    virtual int Port() const = 0;
};

std::unique_ptr<Simulator> MakeApp(const host::ServiceSettings& settings);

}  // namespace clearway::rail_simulator
