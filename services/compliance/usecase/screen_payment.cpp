// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/screen_payment.h"

#include "services/compliance/domain/names/tokens.h"

namespace clearway::compliance {
namespace {

constexpr char kScreenings[] = "clearway_screenings_total";
constexpr char kScreeningsHelp[] = "Payments screened, by outcome.";

core::Sha256Digest DigestOf(const core::CaseId& id, const std::string& name) {
    return core::Sha256(id.ToString() + "\n" + name);
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

std::optional<OpenCase> ScreenPayment::Found(const LoadedLists& lists,
                                             const ScreenCommand& command) const {
    OpenCase found{.payment = command.payment,
                   .list_version = lists.Version(),
                   .at = clock_.Now(),
                   .traceparent = command.traceparent};
    const auto case_id = core::DeriveCaseId(command.payment);
    for (const auto& party : command.parties) {
        const auto name = Normalise(party.name.Reveal());
        if (IsUnreadable(name)) {
            found.review_reason = kUnreadableName;
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
    CaseCommand open = std::move(*found);
    auto stored = co_await cases_.Submit(std::move(open));
    if (!stored) co_return std::move(stored).error();
    answer.case_id = stored->id;
    // The operator's decision about all of these matches counts more than the list.
    answer.hit = stored->status != CaseStatus::kCleared;
    (answer.hit ? hit_ : clear_).Add();
    co_return answer;
}

}  // namespace clearway::compliance
