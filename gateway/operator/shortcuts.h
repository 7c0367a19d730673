// SPDX-License-Identifier: Apache-2.0
// Short names of an operator's daily calls, as data. Everything else goes by `call`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clearway::gateway::console {

struct Shortcut {
    std::string_view words;  // "cases clear"
    // What follows the words, in order: fields of the request, apart by a blank ("payment_id
    // kind").
    std::string_view arguments;
    std::string_view request;       // JSON members that are always sent
    std::string_view call;          // a name of the catalogue
    std::string_view must_be_true;  // member of the answer without which the command fails; or ""
    std::string_view help;
    bool as_outline = false;  // the answer has lists within lists: no tables
};

std::span<const Shortcut> Shortcuts();

struct ShortcutCall {
    const Shortcut* shortcut;
    std::string json;
};

// Nothing when the words are no shortcut or their arguments do not fit.
std::optional<ShortcutCall> FindShortcut(std::span<const std::string> words);

}  // namespace clearway::gateway::console
