// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/replay/replay.h"

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "cli/progress.h"
#include "services/fraud/features/feature_engine.h"
#include "services/fraud/offline/backtest/replay/row_model.h"
#include "services/fraud/offline/transactions_file.h"

namespace clearway::fraud {

namespace {

constexpr std::uint64_t kProgressEvery = 4'096;

// Who is known to be defrauded, and since when.
class KnownCustomers {
public:
    KnownCustomers(Second from, std::optional<Second> days)
        : counts_from_(days ? std::max(from / kDaySeconds, *days) - *days : 0),
          asked_(days.has_value()) {}

    void Defrauded(const Observation& attempt) {
        const auto day = attempt.at / kDaySeconds;
        if (!asked_ || day < counts_from_) return;
        auto& first = first_.try_emplace(attempt.payer, day).first->second;
        first = std::min(first, day);
    }
    bool Knows(const Observation& attempt) const {
        const auto found = first_.find(attempt.payer);
        return found != first_.end() &&
               found->second + kLabelDelayDays + 1 <= attempt.at / kDaySeconds;
    }

private:
    Second counts_from_;  // a day since 1970
    bool asked_;
    std::unordered_map<EntityKey, Second> first_;
};

// Both contenders at work on one row after the other.
class Court {
public:
    explicit Court(const BySide<Contender>& contenders) {
        for (const auto side : {kActive, kCandidate}) {
            const auto& [policy, model] = contenders[side];
            if (side == kCandidate && model == contenders[kActive].model)
                models_[side] = models_[kActive];
            else if (model)
                models_[side] = std::make_shared<RowModel>(model);
            scorings_[side] =
                std::make_unique<const Scoring>(FeatureTable::Default(), policy, models_[side]);
        }
    }

    BySide<Judgement> Judge(std::span<const double> row) {
        BySide<Judgement> judgements;
        for (const auto& model : models_) {
            if (model) model->NextRow();
        }
        for (const auto side : {kActive, kCandidate})
            judgements[side] = scorings_[side]->Judge(row, ListFlags{});
        return judgements;
    }
    // Of the row that was judged last.
    double RankOf(Side side, const Judgement& judgement, std::span<const double> row) const {
        if (models_[side]) return models_[side]->Probability(row);
        return static_cast<double>(IndexOf(judgement.verdict.outcome));
    }

private:
    BySide<std::shared_ptr<RowModel>> models_;
    BySide<std::unique_ptr<const Scoring>> scorings_;
};

class Run {
public:
    Run(const ReplayRequest& request, const BySide<Contender>& contenders)
        : period_(request.period),
          court_(contenders),
          known_(request.period.from, request.exclude_known_days),
          engine_(FeatureTable::Default(), request.entities_max),
          row_(FeatureTable::Default().Size()) {
        if (request.warm_up_days)
            counts_from_ =
                period_.from - std::min(*request.warm_up_days * kDaySeconds, period_.from);
    }

    void Take(const HistoryEntry& entry) {
        const auto& transaction = entry.transaction;
        const auto at = transaction.attempt.at;
        if (entry.kind == HistoryEntry::Kind::kTransaction) Note(transaction);
        if (at < counts_from_ || !Apply(engine_, entry, row_)) return;
        if (period_.Has(at))
            Judge(transaction);
        else if (at < period_.from)
            ++replay_.history;
    }

    Replay Finish(const BySide<Contender>& contenders) {
        replay_.changes = book_.Explain(contenders);
        return std::move(replay_);
    }

private:
    void Note(const Transaction& transaction) {
        const auto at = transaction.attempt.at;
        ++replay_.rows;
        replay_.first = replay_.first == 0 ? at : std::min(replay_.first, at);
        replay_.last = std::max(replay_.last, at);
        if (transaction.fraud) known_.Defrauded(transaction.attempt);
    }

    void Judge(const Transaction& transaction) {
        if (known_.Knows(transaction.attempt)) {
            ++replay_.left_out;
            return;
        }
        const auto judgements = court_.Judge(row_);
        auto& judged = replay_.payments.emplace_back();
        judged.at = transaction.attempt.at;
        judged.payer = transaction.attempt.payer;
        judged.scaled_amount = transaction.attempt.scaled_amount;
        judged.fraud = transaction.fraud;
        for (const auto side : {kActive, kCandidate}) {
            const auto& judgement = judgements[side];
            judged.decisions[side] = {.outcome = judgement.verdict.outcome,
                                      .rank = court_.RankOf(side, judgement, row_)};
            replay_.rule_failures[side] += judgement.verdict.failed != 0 ? 1 : 0;
        }
        book_.Add(transaction, row_, judgements);
    }

    const Period period_;
    Second counts_from_ = 0;
    Court court_;
    KnownCustomers known_;
    FeatureEngine engine_;
    std::vector<double> row_;
    ChangeBook book_;
    Replay replay_;
};

}  // namespace

Replay RunReplay(History& history, const ReplayRequest& request,
                 const BySide<Contender>& contenders) {
    if (!history.HasLabels())
        throw BadTransactions(history.Name() +
                              ": there is no column fraud (0 or 1): decisions can only be compared "
                              "with what became of the payments");
    cli::Progress progress("backtest");
    Run run(request, contenders);
    std::uint64_t entries = 0;
    while (const auto entry = history.Next()) {
        run.Take(*entry);
        if (++entries % kProgressEvery == 0) progress.Show(history.Progress(), entries);
    }
    auto replay = run.Finish(contenders);
    replay.source = history.Name();
    return replay;
}

}  // namespace clearway::fraud
