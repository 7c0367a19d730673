// SPDX-License-Identifier: Apache-2.0
// Facts about payment files as events of payment_file_events.proto. Nothing personal is in them.
#pragma once

#include "events/event.h"
#include "services/payment/usecase/files/file_fact.h"

namespace clearway::payment {

events::NewEvent EncodeFileFact(const FileFact& fact);

}  // namespace clearway::payment
