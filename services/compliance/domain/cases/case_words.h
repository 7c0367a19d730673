// SPDX-License-Identifier: Apache-2.0
// The words of a case's enumerations, for documents and metrics; the same as in the proto's JSON.
#pragma once

#include <string_view>

#include "services/compliance/domain/cases/case.h"

namespace clearway::compliance {

std::string_view WordOf(PartyRole role);
std::string_view WordOf(CaseStatus status);
std::string_view WordOf(SubjectKind kind);
std::string_view WordOf(AlertKind kind);
std::string_view WordOf(Priority priority);

}  // namespace clearway::compliance
