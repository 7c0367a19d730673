// SPDX-License-Identifier: Apache-2.0
// What the steps of releases need of the store, and of whoever knows models and policies.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "releases/release.h"

namespace clearway::releases {

// The registry inside one transaction, with no other writer of it beside. Releases come with their
// history.
class ReleaseBook {
public:
    virtual ~ReleaseBook() = default;
    virtual std::optional<Release> Find(ReleaseKind kind, const std::string& version) = 0;
    virtual std::optional<Release> Active(ReleaseKind kind) = 0;
    // The retired one that was active last.
    virtual std::optional<Release> Previous(ReleaseKind kind) = 0;
    virtual void Add(const Release& release, const ReleaseContent& content) = 0;
    // Stage, approvals, time of activation, and the steps behind those that are stored.
    virtual void Save(const Release& release) = 0;
    virtual ReleaseContent Content(const Release& release) = 0;
};

// What a content is: its version and signer. Faults when it may not decide.
struct CheckedContent {
    std::string version;
    std::string signed_by;
    std::vector<std::string> faults;
};
using CheckContent = std::function<CheckedContent(ReleaseKind, const ReleaseContent&)>;

}  // namespace clearway::releases
