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

ScreenPayment::ScreenPayment(const Screener& screener, CaseCommands& cases,
                             const core::Clock& clock, std::size_t cached_names_max)
    : screener_(screener),
      cases_(cases),
      clock_(clock),
      cache_(cached_names_max),
      clear_(kScreenings, kScreeningsHelp, {{"outcome", "clear"}}),
      hit_(kScreenings, kScreeningsHelp, {{"outcome", "hit"}}),
      cached_("clearway_screening_cache_hits_total", "Names whose matches were known.") {}

std::vector<NameMatch> ScreenPayment::Match(const NormalisedName& name) {
    if (auto known = cache_.Find(name)) {
        cached_.Add();
        return std::move(*known);
    }
    auto matches = screener_.Screen(name);
    cache_.Keep(name, matches);
    return matches;
}

std::optional<OpenCase> ScreenPayment::Found(const ScreenCommand& command) {
    OpenCase found{.payment = command.payment,
                   .list_version = screener_.ListVersion(),
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
        const auto matches = Match(name);
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
    auto found = Found(command);
    ScreenAnswer answer{.list_version = screener_.ListVersion()};
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
