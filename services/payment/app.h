// SPDX-License-Identifier: Apache-2.0
// The parts of the payment service in the order of their dependence; destruction in reverse is the
// order of stopping: consumers, server, use cases, writer, outbox, readers.
#pragma once

#include <memory>

#include "host/service.h"
#include "services/payment/config.h"

namespace clearway::payment {

std::unique_ptr<host::Application> MakeApp(const host::ServiceSettings& settings,
                                           const Config& config);

}  // namespace clearway::payment
