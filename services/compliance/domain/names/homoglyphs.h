// SPDX-License-Identifier: Apache-2.0
// Letters of one script that look like another's: a word of Latin letters with a Cyrillic "а" among
// them is read as a person sees it. Words of one script are left alone.
#pragma once

#include <unicode/unistr.h>

namespace clearway::compliance {

void ReadAsSeen(icu::UnicodeString& text);

}  // namespace clearway::compliance
