// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/keep_lists.h"

#include <utility>

#include "telemetry/log.h"

namespace clearway::fraud {

ListKeeper::ListKeeper(std::chrono::seconds every,
                       std::function<core::Result<core::Done>()> refresh)
    : failed_("clearway_fraud_list_refresh_failures_total",
              "Times when the block and allow lists could not be read."),
      periodic_(every, [this, refresh = std::move(refresh)] {
          if (const auto refreshed = refresh(); !refreshed) {
              failed_.Add();
              log::Warn("the lists were not refreshed", {{"reason", refreshed.error().Detail()}});
          }
      }) {}

}  // namespace clearway::fraud
