// SPDX-License-Identifier: Apache-2.0
// What a fault that was found in a message means for who books by it.
#pragma once

#include "iso20022/rules/finding.h"

namespace clearway::reconciliation::statements {

enum class Weight {
    kFile,       // the document is broken, or not one of its kind
    kStatement,  // a number or a day may be wrong
    kNote,       // odd; no number depends on it
    kNothing,    // looked at by the quality gates themselves
};

Weight WeightOf(const iso20022::Finding& finding);

}  // namespace clearway::reconciliation::statements
