// SPDX-License-Identifier: Apache-2.0
#include "gateway/operator/shortcuts.h"

#include <algorithm>
#include <array>
#include <vector>

#include "transcode/json_writer.h"

namespace clearway::gateway::console {
namespace {

constexpr std::string_view kCases = "compliance.v1.ComplianceService/ListCases";
constexpr std::string_view kBreaks = "reconciliation.v1.ReconciliationService/ListBreaks";
constexpr std::string_view kResolve = "compliance.v1.ComplianceService/ResolveCase";

constexpr std::array kShortcuts = {
    Shortcut{"trial-balance", "", "", "settlement.v1.LedgerService/GetTrialBalance", "balanced",
             "sums of every currency; fails unless all are zero"},
    Shortcut{"cases list", "", R"("status":"open","page_size":200)", kCases, "",
             "open cases, newest first"},
    Shortcut{"cases clear", "case_id", R"("decision":"cleared")", kResolve, "",
             "a false positive: the payment goes on"},
    Shortcut{"cases confirm", "case_id", R"("decision":"confirmed")", kResolve, "",
             "a true match: the payment ends"},
    Shortcut{"cases", "", R"("status":"open","page_size":200)", kCases, "", ""},
    Shortcut{"breaks", "", R"("page_size":200)", kBreaks, "",
             "open breaks with their reason"},
    Shortcut{"reconcile", "", "", "reconciliation.v1.ReconciliationService/RunReconciliation", "",
             "reconcile now"},
};

std::vector<std::string_view> Split(std::string_view words) {
    std::vector<std::string_view> parts;
    for (std::size_t blank; (blank = words.find(' ')) != std::string_view::npos;) {
        parts.push_back(words.substr(0, blank));
        words.remove_prefix(blank + 1);
    }
    parts.push_back(words);
    return parts;
}

}  // namespace

std::span<const Shortcut> Shortcuts() { return kShortcuts; }

std::optional<ShortcutCall> FindShortcut(std::span<const std::string> words) {
    for (const Shortcut& shortcut : kShortcuts) {
        const auto names = Split(shortcut.words);
        const std::size_t expected = names.size() + (shortcut.argument.empty() ? 0 : 1);
        if (words.size() != expected || !std::equal(names.begin(), names.end(), words.begin())) {
            continue;
        }
        std::string json = "{" + std::string(shortcut.request);
        if (!shortcut.argument.empty()) {
            if (json.size() > 1) json += ',';
            transcode::AppendJsonText(shortcut.argument, json);
            json += ':';
            transcode::AppendJsonText(words.back(), json);
        }
        return ShortcutCall{&shortcut, json + "}"};
    }
    return std::nullopt;
}

}  // namespace clearway::gateway::console
