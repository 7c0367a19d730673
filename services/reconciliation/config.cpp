// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/config.h"

namespace clearway::reconciliation {

namespace {

using namespace std::chrono_literals;

constexpr char kInterval[] = "CLEARWAY_RECONCILIATION_INTERVAL";
constexpr char kKeepDays[] = "CLEARWAY_RECONCILIATION_KEEP_DAYS";
constexpr char kGrace[] = "CLEARWAY_RECONCILIATION_GRACE";

}  // namespace

Config Config::Read(config::Environment& environment) {
    Config config;
    config.interval = environment.Millis(kInterval, 10s);
    if (config.interval < 100ms) environment.Fault(kInterval, "must be 100 ms or more");
    const auto grace = environment.Millis(kGrace, 60s);
    config.grace = std::chrono::duration_cast<std::chrono::seconds>(grace);
    if (config.grace < 1s || config.grace > 7 * 86'400s)
        environment.Fault(kGrace, "must be 1 second to 7 days");
    config.keep = std::chrono::days(environment.Integer(kKeepDays, 400, 0, 36'500));
    return config;
}

}  // namespace clearway::reconciliation
