// SPDX-License-Identifier: Apache-2.0
// Cases and their words in proto form, shared by the calls about cases. No decision here.
#pragma once

#include <optional>

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "core/result.h"
#include "services/compliance/usecase/ports.h"

namespace clearway::compliance {

v1::Case ToProto(const Case& one);
v1::Case ToProto(const CaseFile& file);  // with its evidence

// nullopt for unspecified and for values that this version does not know.
std::optional<CaseStatus> ReadStatus(v1::CaseStatus status);
std::optional<AlertKind> ReadKind(v1::AlertKind kind);
std::optional<Priority> ReadPriority(v1::CasePriority priority);
std::optional<SubjectKind> ReadSubjectKind(v1::SubjectKind kind);
std::optional<PartyRole> ReadRole(v1::PartyRole role);

// Errors: kInvalidArgument with field case_id.
core::Result<core::CaseId> ReadCaseId(const std::string& text);

}  // namespace clearway::compliance
