// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/kept_file.h"

#include <algorithm>

namespace clearway::reconciliation {
namespace {

// Of the platform, made once at random.
constexpr char kNamespace[] = "5a0d3c1e-6a0b-4b6e-9a53-2f4b1f0c7d21";

}  // namespace

std::string_view NameOf(FileState state) {
    switch (state) {
        case FileState::kAccepted: return "accepted";
        case FileState::kQuarantined: return "quarantined";
        case FileState::kDiscarded: return "discarded";
    }
    return "";
}

FileState KeptFile::State() const {
    if (discarded) return FileState::kDiscarded;
    const bool all = std::ranges::all_of(statements, &KeptStatement::IsGood);
    return faults.empty() && all ? FileState::kAccepted : FileState::kQuarantined;
}

bool KeptFile::Waits() const {
    return !discarded && std::ranges::any_of(statements, &KeptStatement::waits);
}

bool KeptFile::IsJudgedAgain() const {
    return discarded || !faults.empty() ||
           std::ranges::any_of(statements, [](const auto& one) { return !one.head.IsGood(); });
}

std::vector<std::string> KeptFile::Reasons() const {
    auto reasons = faults;
    for (const auto& one : statements) {
        const auto prefix = reconciliation::statements::NameOf(one.head) + ": ";
        for (const auto& fault : one.head.faults) reasons.push_back(prefix + fault);
        if (!one.aside.empty()) reasons.push_back(prefix + one.aside);
    }
    return reasons;
}

core::Uuid StatementFileId(const std::string& sha256) {
    static const auto name_space = *core::Uuid::Parse(kNamespace);
    return core::Uuid::Derive(name_space, sha256);
}

core::Uuid StatementLineId(const core::Uuid& file, std::uint32_t place, std::uint32_t position) {
    return core::Uuid::Derive(file, std::to_string(place) + "/" + std::to_string(position));
}

}  // namespace clearway::reconciliation
