// SPDX-License-Identifier: Apache-2.0
// Makes models and policies of what a release holds, or says why not. Part of the application's
// wiring. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "services/fraud/model/load_model.h"
#include "services/fraud/scoring/scoring.h"
#include "services/fraud/usecase/releases.h"

namespace clearway::fraud {

class ContentReader {
public:
    // Models must be signed by one of the keys. Without keys none is accepted.
    explicit ContentReader(std::vector<crypto::PublicKey> keys) : keys_(std::move(keys)) {}

    LoadedModel Model(const ReleaseContent& content) const;

    struct ReadPolicy {
        SharedPolicy policy;  // absent when there is a fault
        std::vector<std::string> faults;
    };
    ReadPolicy Policy(const std::string& text) const;

    CheckedContent Check(ReleaseKind kind, const ReleaseContent& content) const;

private:
    std::vector<crypto::PublicKey> keys_;
};

}  // namespace clearway::fraud
