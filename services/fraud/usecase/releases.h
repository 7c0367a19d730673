// SPDX-License-Identifier: Apache-2.0
// Models and policies of fraud are releases of libs/releases; these are its words, as fraud says
// them.
#pragma once

#include "releases/release_desk.h"

namespace clearway::fraud {

using releases::ApproveRelease;
using releases::CheckContent;
using releases::CheckedContent;
using releases::Release;
using releases::ReleaseCommand;
using releases::ReleaseContent;
using releases::ReleaseDesk;
using releases::ReleaseKind;
using releases::ReleaseStage;
using releases::ReleaseStep;
using releases::RetireRelease;
using releases::RollBackRelease;
using releases::ShadowRelease;
using releases::SubmitRelease;

}  // namespace clearway::fraud
