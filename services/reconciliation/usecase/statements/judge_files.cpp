// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/judge_files.h"

#include "services/reconciliation/statements/quality_gates.h"

namespace clearway::reconciliation {
namespace {

using statements::StatementFile;

StatementFile AsFile(const KeptFile& kept) {
    StatementFile file;
    file.name = kept.name;
    file.sha256 = kept.sha256;
    file.faults = kept.faults;
    if (kept.discarded) return file;
    for (const auto& one : kept.statements) file.heads.push_back(one.head);
    return file;
}

void TakeOver(const StatementFile& judged, KeptFile& kept) {
    for (std::size_t i = 0; i < kept.statements.size(); ++i) {
        auto& one = kept.statements[i];
        one.aside.clear();
        one.waits = false;
        if (kept.discarded || judged.heads[i].faults.size() == one.head.faults.size()) continue;
        if (!one.head.IsGood()) continue;  // it has reason enough
        one.aside = judged.heads[i].faults.back();
        one.waits = !judged.heads[i].repeats;
    }
}

}  // namespace

void JudgeFiles(std::span<KeptFile> files) {
    std::vector<StatementFile> judged;
    for (const auto& kept : files) judged.push_back(AsFile(kept));
    auto by_name = statements::ByName(judged);
    statements::CheckRepeats(by_name);
    statements::CheckSequence(by_name);
    for (std::size_t i = 0; i < files.size(); ++i) TakeOver(judged[i], files[i]);
}

}  // namespace clearway::reconciliation
