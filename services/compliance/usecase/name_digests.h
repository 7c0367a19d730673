// SPDX-License-Identifier: Apache-2.0
// What stands for a screened name in a case: a digest under a key that the database does not have,
// so that a copy of it tells nobody a name, however many are tried. The same name has the same
// digest for ever and in every process.
#pragma once

#include <functional>
#include <string_view>

#include "async/task.h"
#include "core/digest.h"
#include "core/result.h"

namespace clearway::compliance {

// Any number of threads.
using NameDigest = std::function<core::Sha256Digest(std::string_view)>;

class NameDigests {
public:
    virtual ~NameDigests() = default;
    // Errors: kUnavailable, kOverloaded: the key is out of reach.
    virtual async::Task<core::Result<NameDigest>> Get() = 0;
};

}  // namespace clearway::compliance
