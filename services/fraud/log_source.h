// SPDX-License-Identifier: Apache-2.0
// Finds the feature log for the commands that read it: by the setting by which the service finds
// its database.
#pragma once

#include "config/environment.h"
#include "services/fraud/offline/open_history.h"

namespace clearway::fraud {

// Opening it throws host::StartFailure when there is no such database, or it has not the schema of
// this program.
LogSource FindLog(config::Environment& environment);

}  // namespace clearway::fraud
