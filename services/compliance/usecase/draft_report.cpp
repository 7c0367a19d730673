// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/draft_report.h"

#include "services/compliance/report/goaml_xml.h"
#include "services/compliance/report/report_page.h"
#include "services/compliance/usecase/characters.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kWordsMax = 4000;  // characters of the officer's reason or action

std::optional<core::Error> FaultOf(const ReportRequest& request) {
    if (!request.code.empty() && request.code != "STR" && request.code != "SAR")
        return core::InvalidField("report_code", "must be STR or SAR");
    if (Characters(request.reason) > kWordsMax)
        return core::InvalidField("reason", "must have up to 4000 characters");
    if (Characters(request.action) > kWordsMax)
        return core::InvalidField("action", "must have up to 4000 characters");
    return std::nullopt;
}

}  // namespace

async::Task<core::Result<DraftedReport>> DraftReport::Run(Officer officer, core::CaseId id,
                                                          ReportRequest request) {
    if (auto fault = FaultOf(request)) co_return std::move(*fault);
    auto file = co_await queries_.Get(id);
    if (!file) co_return std::move(file).error();
    const auto report = BuildReport(file->opened, file->evidence, entity_, request, clock_.Now());
    DraftedReport drafted{.reference = report.reference,
                          .xml = WriteGoaml(report),
                          .page = WriteReportPage(report),
                          .missing = report.missing};
    CaseCommand note = NoteReport{.id = id,
                                  .reference = drafted.reference,
                                  .digest = core::Sha256(drafted.xml),
                                  .by = std::move(officer.id),
                                  .at = report.at,
                                  .traceparent = std::move(officer.traceparent)};
    const auto noted = co_await cases_.Submit(std::move(note));
    if (!noted) co_return noted.error();
    co_return drafted;
}

}  // namespace clearway::compliance
