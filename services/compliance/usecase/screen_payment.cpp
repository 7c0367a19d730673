// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/screen_payment.h"

#include "services/compliance/domain/names/tokens.h"
#include "services/compliance/usecase/screening_evidence.h"

namespace clearway::compliance {
namespace {

constexpr char kScreenings[] = "clearway_screenings_total";
constexpr char kScreeningsHelp[] = "Payments screened, by outcome.";

core::Sha256Digest DigestOf(const core::CaseId& id, const std::string& name) {
    return core::Sha256(id.ToString() + "\n" + name);
}

// The same names that fit the same entries are the same finding, whatever the version of the list.
core::Uuid DeriveScreeningAlert(const RaiseAlert& found) {
    std::string finding = "screening";
    for (const auto& match : found.matches) {
        finding += "/" + std::to_string(static_cast<int>(match.role));
        finding += ":" + std::to_string(match.entry_number) + ":";
        finding += core::AsBytes(match.party_digest);
    }
    return core::Uuid::Derive(found.subject.id, finding);
}

bool IsUnreadable(const NormalisedName& name) {
    return name.text.empty() || HasMoreThanIsCompared(name);
}

}  // namespace

ScreenPayment::ScreenPayment(const ActiveList& lists, CaseCommands& cases, const core::Clock& clock)
    : lists_(lists),
      cases_(cases),
      clock_(clock),
      clear_(kScreenings, kScreeningsHelp, {{"outcome", "clear"}}),
      hit_(kScreenings, kScreeningsHelp, {{"outcome", "hit"}}) {}

std::optional<RaiseAlert> ScreenPayment::Found(const LoadedLists& lists,
                                               const ScreenCommand& command) const {
    RaiseAlert found{.alert_id = {},
                     .kind = AlertKind::kPayment,
                     .subject = SubjectOf(command.payment),
                     .list_version = lists.Version(),
                     .at = clock_.Now(),
                     .traceparent = command.traceparent};
    const auto case_id = core::DeriveCaseId(command.payment);
    for (const auto& party : command.parties) {
        const auto name = Normalise(party.name.Reveal());
        if (IsUnreadable(name)) {
            found.reason_codes = kUnreadableName;
            found.matches.push_back(
                {.role = party.role, .party_digest = DigestOf(case_id, party.name.Reveal())});
        }
        const auto matches = lists.Screen(name);
        for (const auto& match : matches)
            found.matches.push_back({.role = party.role,
                                     .entry_number = match.entry_number,
                                     .listed_name = match.listed_name,
                                     .program = match.program,
                                     .score = match.score,
                                     .party_digest = DigestOf(case_id, name.text)});
    }
    if (found.matches.empty()) return std::nullopt;
    found.alert_id = DeriveScreeningAlert(found);
    found.evidence = DescribeScreening(command, lists);
    return found;
}

async::Task<core::Result<ScreenAnswer>> ScreenPayment::Run(ScreenCommand command) {
    const auto lists = lists_.Get();
    auto found = Found(*lists, command);
    ScreenAnswer answer{.list_version = lists->Version()};
    if (!found) {
        clear_.Add();
        co_return answer;
    }
    CaseCommand raise = std::move(*found);
    auto stored = co_await cases_.Submit(std::move(raise));
    if (!stored) co_return std::move(stored).error();
    answer.case_id = stored->id;
    // The operator's decision about all of these matches counts more than the list.
    answer.hit = stored->status != CaseStatus::kCleared;
    (answer.hit ? hit_ : clear_).Add();
    co_return answer;
}

}  // namespace clearway::compliance
