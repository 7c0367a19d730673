// SPDX-License-Identifier: Apache-2.0
// Releases in proto form.
#pragma once

#include "clearway/fraud/v1/fraud_release_service.pb.h"
#include "services/fraud/usecase/releases.h"

namespace clearway::fraud {

v1::Release ToProto(const Release& release);

// Errors: kInvalidArgument, the field named.
core::Result<SubmitRelease> ReadSubmission(const v1::SubmitReleaseRequest& request);
core::Result<ReleaseKind> ReadKind(v1::ReleaseKind kind);
core::Result<core::Done> CheckVersion(const std::string& version);

}  // namespace clearway::fraud
