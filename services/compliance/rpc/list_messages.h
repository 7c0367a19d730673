// SPDX-License-Identifier: Apache-2.0
// List versions in proto form. No decision here.
#pragma once

#include "clearway/compliance/v1/list_service.pb.h"
#include "core/result.h"
#include "services/compliance/usecase/list_desk.h"

namespace clearway::compliance {

inline constexpr std::size_t kListReasonBytesMax = 500;
inline constexpr int kDeltaEntriesDefault = 200;
inline constexpr int kDeltaEntriesMax = 5'000;

// Without the report.
v1::ListVersion ToProto(const ListVersion& version);
v1::ListVersion ToProto(const ListedVersion& listed, bool with_report);
// At most `entries_max` entries of each kind; the counts are whole.
v1::ListDelta ToProto(const VersionDelta& delta, int entries_max);

// Errors: kInvalidArgument with the field.
core::Result<core::Uuid> ReadListVersionId(const std::string& text);
core::Result<core::Done> CheckListReason(const std::string& field, const std::string& reason);
core::Result<int> ReadDeltaEntriesMax(int entries_max);

}  // namespace clearway::compliance
