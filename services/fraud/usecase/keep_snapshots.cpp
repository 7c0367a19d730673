// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/keep_snapshots.h"

#include <exception>
#include <utility>

#include "telemetry/log.h"

namespace clearway::fraud {

SnapshotKeeper::SnapshotKeeper(std::chrono::seconds every, std::function<void()> make)
    : made_("clearway_fraud_snapshots_total", "Snapshots of the features.",
            metrics::Labels{{"result", "made"}}),
      failed_("clearway_fraud_snapshots_total", "Snapshots of the features.",
              metrics::Labels{{"result", "failed"}}),
      periodic_(every, [this, make = std::move(make)] {
          try {
              make();
              made_.Add();
          } catch (const std::exception& error) {
              failed_.Add();
              log::Warn("no snapshot of the features was made", {{"reason", error.what()}});
          }
      }) {}

}  // namespace clearway::fraud
