// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/release_desk.h"

#include <exception>
#include <utility>

#include "postgres/in_transaction.h"
#include "releases/release_facts.h"
#include "releases/release_store.h"
#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

constexpr int kListed = 200;

using releases::KeptRelease;
using releases::StoredReleases;

struct Chosen {
    SharedModel model;
    std::vector<SharedModel> challengers;
    SharedPolicy policy;
    std::vector<SharedPolicy> shadows;
    int refused = 0;
};

void LogRefusal(const Release& release, const std::vector<std::string>& faults, int& refused) {
    ++refused;
    log::Error("a release does not fit and decides nothing",
               {{"version", release.version}, {"reason", faults.empty() ? "" : faults.front()}});
}

// The first that fits decides; those in shadow follow it.
Chosen Choose(const ContentReader& contents, const std::vector<KeptRelease>& models,
              const std::vector<KeptRelease>& policies) {
    Chosen chosen;
    bool decided = false;  // nothing active: a retired one must not come back by itself
    for (const auto& [release, content] : models) {
        const bool shadow = release.stage == ReleaseStage::kShadow;
        decided |= release.stage == ReleaseStage::kActive;
        if (!shadow && (!decided || chosen.model)) continue;
        auto read = contents.Model(content);
        if (!read.model) {
            LogRefusal(release, read.faults, chosen.refused);
        } else if (shadow) {
            chosen.challengers.push_back(std::move(read.model));
        } else {
            chosen.model = std::move(read.model);
        }
    }
    decided = false;
    for (const auto& [release, content] : policies) {
        const bool shadow = release.stage == ReleaseStage::kShadow;
        decided |= release.stage == ReleaseStage::kActive;
        if (!shadow && (!decided || chosen.policy)) continue;
        auto read = contents.Policy(content.text);
        if (!read.policy) {
            LogRefusal(release, read.faults, chosen.refused);
        } else if (shadow) {
            chosen.shadows.push_back(std::move(read.policy));
        } else {
            chosen.policy = std::move(read.policy);
        }
    }
    return chosen;
}

}  // namespace

StoredReleaseDesk::StoredReleaseDesk(const std::string& database_url, events::Outbox& outbox,
                                     postgres::ReadPool& readers, const ContentReader& contents,
                                     FallbackScoring fallback,
                                     std::function<void(std::shared_ptr<const Scoring>)> use)
    : readers_(readers),
      contents_(contents),
      fallback_(std::move(fallback)),
      use_(std::move(use)),
      refused_("clearway_fraud_releases_refused",
               "Releases of the registry that do not fit this program."),
      connection_(database_url),
      writer_(
          {.name = "releases", .database_url = database_url}, outbox,
          [this](postgres::Transaction& transaction, std::span<const ReleaseCommand> commands,
                 events::EventSink& sink) {
              const CheckContent check = [this](ReleaseKind kind, const auto& content) {
                  return contents_.Check(kind, content);
              };
              releases::ReleaseFacts book(transaction, sink);
              std::vector<core::Result<Release>> outcomes;
              for (const auto& command : commands)
                  outcomes.push_back(releases::TakeStep(book, check, command));
              return outcomes;
          },
          [this] { Reload(); }) {}

std::shared_ptr<const Scoring> StoredReleaseDesk::Load() {
    const auto [models, policies] = postgres::InTransaction(
        connection_, postgres::Access::kWrite, [](postgres::Transaction& transaction) {
            return std::pair(releases::LoadReleases(transaction, ReleaseKind::kModel),
                             releases::LoadReleases(transaction, ReleaseKind::kPolicy));
        });
    auto chosen = Choose(contents_, models, policies);
    refused_.Set(chosen.refused);
    if (!chosen.model) chosen.model = fallback_.model;
    if (!chosen.policy) chosen.policy = fallback_.policy;
    return std::make_shared<const Scoring>(FeatureTable::Default(), std::move(chosen.policy),
                                           std::move(chosen.model), std::move(chosen.challengers),
                                           std::move(chosen.shadows));
}

// What was stored is stored: when it cannot be read back now, the scoring of before stays.
void StoredReleaseDesk::Reload() {
    try {
        auto scoring = Load();
        log::Info("scoring changed", {{"model_version", scoring->ModelVersion()},
                                      {"policy_version", scoring->PolicyVersion()}});
        use_(std::move(scoring));
    } catch (const std::exception& error) {
        log::Error("the scoring could not be put together anew", {{"reason", error.what()}});
    }
}

async::Task<core::Result<Release>> StoredReleaseDesk::Take(ReleaseCommand command) {
    return writer_.Submit(std::move(command));
}

async::Task<core::Result<std::vector<Release>>> StoredReleaseDesk::List(
    std::optional<ReleaseKind> kind) {
    return readers_.Read<std::vector<Release>>(
        [kind](postgres::Transaction& transaction) -> core::Result<std::vector<Release>> {
            return releases::ListReleases(transaction, kind, kListed);
        });
}

}  // namespace clearway::fraud
