// SPDX-License-Identifier: Apache-2.0
// The three ways of a payment as messages.
#pragma once

#include "clearway/reconciliation/v1/three_way_service.pb.h"
#include "services/reconciliation/domain/three_way.h"

namespace clearway::reconciliation {

v1::ThreeWay ToProto(const ThreeWay& three);
v1::ThreeWayCounts ToProto(const ThreeWayCounts& counts);

}  // namespace clearway::reconciliation
