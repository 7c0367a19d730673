// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/recorder_batch.h"

#include "services/fraud/events/fraud_reported.h"
#include "services/fraud/events/payment_assessed.h"
#include "services/fraud/listing_batch.h"
#include "services/fraud/store/case_store.h"
#include "services/fraud/store/feature_log.h"
#include "services/fraud/store/report_store.h"
#include "services/fraud/usecase/record_decisions.h"

namespace clearway::fraud {

namespace {

// Calls act(command, place) for the commands of one kind, in order.
template <class Command, class Act>
void ForEach(std::span<const RecorderCommand> commands, const Act& act) {
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (const auto* command = std::get_if<Command>(&commands[i])) act(*command, i);
    }
}

template <class Command>
std::vector<Command> AllOf(std::span<const RecorderCommand> commands) {
    std::vector<Command> all;
    ForEach<Command>(commands, [&](const auto& command, auto) { all.push_back(command); });
    return all;
}

template <class T>
core::Result<RecorderReply> ToReply(core::Result<T> result) {
    if (!result) return std::move(result).error();
    return RecorderReply{std::move(*result)};
}

class Batch {
public:
    Batch(postgres::Transaction& transaction, std::span<const RecorderCommand> commands,
          events::EventSink& sink)
        : transaction_(transaction),
          commands_(commands),
          sink_(sink),
          replies_(commands.size(), RecorderReply{}) {}

    std::vector<core::Result<RecorderReply>> Run() {
        RecordPayments();
        RecordReviews();
        LearnReports();
        DecideReports();
        DecideListings();
        return std::move(replies_);
    }

private:
    void RecordPayments() {
        FeatureLog log(transaction_);
        for (const auto& decision : RecordDecisions(log, AllOf<DecidedPayment>(commands_)))
            sink_.push_back(ToEvent(decision));
    }

    // Opened before they end: a payment that does both in one batch did it in this order.
    void RecordReviews() {
        OpenCases(transaction_, AllOf<OpenReview>(commands_));
        EndCases(transaction_, AllOf<EndReview>(commands_));
    }

    void LearnReports() {
        std::vector<core::PaymentId> payments;
        ForEach<LearnReport>(commands_,
                             [&](const auto& learn, auto) { payments.push_back(learn.payment); });
        if (!payments.empty()) FeatureLog(transaction_).AppendReports(payments);
    }

    void DecideReports() {
        std::vector<core::PaymentId> payments;
        ForEach<ReportFraud>(commands_, [&](const auto& command, auto) {
            payments.push_back(command.report.payment);
        });
        auto known = LoadReportedPayments(transaction_, payments);
        std::vector<FraudReport> added;
        ForEach<ReportFraud>(commands_, [&](const auto& command, auto place) {
            const auto found = known.find(command.report.payment);
            auto* payment = found == known.end() ? nullptr : &found->second;
            const auto decision = DecideReport(payment, command);
            if (!decision) {
                replies_[place] = decision.error();
                return;
            }
            replies_[place] = RecorderReply{decision->report};
            if (decision->version == 0) return;
            payment->reports.push_back(decision->report);
            added.push_back(decision->report);
            sink_.push_back(ToEvent(decision->report, decision->version, command.traceparent));
        });
        SaveReports(transaction_, added);
    }

    void DecideListings() {
        std::vector<ListedParty> parties;
        for (const auto& command : commands_) {
            if (const auto* list = std::get_if<ListParty>(&command)) parties.push_back(list->party);
            if (const auto* unlist = std::get_if<UnlistParty>(&command))
                parties.push_back(unlist->party);
        }
        if (parties.empty()) return;
        ListingBatch listings(transaction_, sink_, parties);
        for (std::size_t i = 0; i < commands_.size(); ++i) {
            if (const auto* list = std::get_if<ListParty>(&commands_[i]))
                replies_[i] = ToReply(listings.Decide(*list));
            if (const auto* unlist = std::get_if<UnlistParty>(&commands_[i]))
                replies_[i] = ToReply(listings.Decide(*unlist));
        }
        listings.Save();
    }

    postgres::Transaction& transaction_;
    std::span<const RecorderCommand> commands_;
    events::EventSink& sink_;
    std::vector<core::Result<RecorderReply>> replies_;
};

}  // namespace

std::vector<core::Result<RecorderReply>> ApplyBatch(postgres::Transaction& transaction,
                                                    std::span<const RecorderCommand> commands,
                                                    events::EventSink& sink) {
    return Batch(transaction, commands, sink).Run();
}

}  // namespace clearway::fraud
