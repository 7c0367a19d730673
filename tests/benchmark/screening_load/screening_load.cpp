// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/screening_load/screening_load.h"

#include <random>

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "services/compliance/domain/screening/ordinary_texts.h"
#include "tests/benchmark/random_ids.h"
#include "tests/benchmark/screening_load/names.h"

namespace clearway::screening_load {
namespace {

namespace pb = compliance::v1;

constexpr std::uint64_t kKnownNames = 1'000;
constexpr std::size_t kTexts = 9'000;

class Payments {
public:
    Payments(const Options& options, Tally& tally)
        : names_(options.known ? 0 : std::random_device{}()), known_(options.known), tally_(tally) {
        if (options.text) texts_ = compliance::OrdinaryTexts(kTexts);
    }

    pb::ScreenRequest At(std::int64_t number) {
        const auto pair = static_cast<std::uint64_t>(number);
        pb::ScreenRequest request;
        request.set_payment_id(ids_.Next().ToString());
        request.set_partner_id("acme");
        Add(request, pb::PARTY_ROLE_DEBTOR, 2 * pair);
        Add(request, pb::PARTY_ROLE_CREDITOR, 2 * pair + 1);
        if (!texts_.empty()) request.set_remittance_information(texts_[pair % texts_.size()]);
        return request;
    }

    void Count(const pb::ScreenResponse& response) {
        ++(response.outcome() == pb::SCREENING_OUTCOME_CLEAR ? tally_.clear : tally_.hits);
        tally_.list_version = response.list_version();
    }

private:
    void Add(pb::ScreenRequest& request, pb::PartyRole role, std::uint64_t number) const {
        auto& party = *request.add_parties();
        party.set_role(role);
        party.set_name(names_.At(known_ ? number % kKnownNames : number));
    }

    Names names_;
    bool known_;
    Tally& tally_;
    benchmark::RandomIds ids_;
    std::vector<std::string> texts_;
};

}  // namespace

Tally Run(const Options& options) {
    Tally tally;
    Payments payments(options, tally);
    // The limit is the most that the method allows.
    using Loop = benchmark::OpenLoop<pb::ScreenRequest, pb::ScreenResponse, Payments>;
    tally.timings = Loop::Run(
        options.peer, options.pace,
        {"clearway.compliance.v1.ComplianceService.Screen", std::chrono::milliseconds(500)},
        payments);
    return tally;
}

}  // namespace clearway::screening_load
