// SPDX-License-Identifier: Apache-2.0
// The calls of the platform as the linked descriptors tell: who may call, how long, repeatable or
// not. Built once at start; reading needs no lock. It knows no service by name.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "clearway/common/v1/options.pb.h"

namespace clearway::rpc {

struct Method {
    std::string service;  // "clearway.payment.v1.PaymentService"
    std::string name;     // "CreatePayment"
    std::vector<std::string> callers = {};
    common::v1::IdempotencyKey idempotency_key = common::v1::IDEMPOTENCY_KEY_UNSPECIFIED;
    bool repeatable = false;
    std::chrono::milliseconds deadline_max{5000};

    std::string FullName() const { return service + "." + name; }
    bool Allows(std::string_view caller) const;
};

// Every method of a linked service of package clearway.*.
std::vector<Method> LinkedMethods();

}  // namespace clearway::rpc
