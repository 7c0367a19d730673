// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ledger/booking_load.h"

#include <boost/asio/use_future.hpp>
#include <future>
#include <random>

#include "async/runtime.h"
#include "clearway/settlement/v1/settlement_service.pb.h"
#include "tests/benchmark/random_ids.h"

namespace clearway::ledger_load {
namespace {

namespace pb = settlement::v1;
using Clock = std::chrono::steady_clock;

constexpr char kMethod[] = "clearway.settlement.v1.LedgerService.BookTransfers";
constexpr auto kLimit = std::chrono::seconds(10);

// Draws the orders of one submitter.
class Orders {
public:
    Orders(const Options& options, const std::vector<std::string>& accounts)
        : options_(options), accounts_(accounts), random_(std::random_device{}()) {}

    pb::BookTransfersRequest Next() {
        pb::BookTransfersRequest request;
        request.mutable_transfers()->Reserve(options_.batch);
        for (int i = 0; i < options_.batch; ++i) Add(*request.add_transfers());
        return request;
    }

private:
    void Add(pb::TransferOrder& order) {
        // Either side of a transfer may be the first drawn: balances wander, and none runs dry.
        auto first = options_.hot ? std::size_t{0} : Below(accounts_.size());
        auto second = Below(accounts_.size() - 1);
        if (second >= first) ++second;
        if (Below(2) == 0) std::swap(first, second);
        order.set_transfer_id(ids_.Next().ToString());
        order.set_debtor_account_id(accounts_[first]);
        order.set_creditor_account_id(accounts_[second]);
        order.mutable_amount()->set_currency(options_.currency);
        order.mutable_amount()->set_minor_units(1);
    }

    std::size_t Below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

    const Options& options_;
    const std::vector<std::string>& accounts_;
    std::mt19937_64 random_;
    benchmark::RandomIds ids_;
};

void Count(const core::Result<pb::BookTransfersResponse>& response, Clock::duration waited,
           Tally& tally) {
    if (!response) {
        ++tally.failed;
        return;
    }
    tally.latency.Record(std::chrono::duration_cast<std::chrono::microseconds>(waited).count());
    for (const auto outcome : response->outcomes()) {
        outcome == pb::TRANSFER_OUTCOME_POSTED ? ++tally.posted : ++tally.refused;
    }
}

async::Task<Tally> Submit(rpc::Peer* peer, const Options* options,
                          const std::vector<std::string>* accounts, Clock::time_point begin) {
    Orders orders(*options, *accounts);
    Tally tally;
    const auto end = begin + options->duration;
    for (auto sent = Clock::now(); sent < end; sent = Clock::now()) {
        rpc::CallContext call;
        const auto request = orders.Next();
        sent = Clock::now();
        auto task = peer->Call<pb::BookTransfersResponse>(call, kLimit, kMethod, request);
        const auto response = co_await std::move(task);
        const auto now = Clock::now();
        if (sent >= begin && now <= end) Count(response, now - sent, tally);
    }
    co_return tally;
}

}  // namespace

Tally Run(const Options& options, const std::vector<std::string>& accounts) {
    rpc::Peer peer(options.peer);
    async::Runtime runtime(1);
    const auto begin = Clock::now() + options.warm_up;
    std::vector<std::future<Tally>> submitters;
    for (int i = 0; i < options.in_flight; ++i) {
        submitters.push_back(boost::asio::co_spawn(runtime.GetExecutor(),
                                                   Submit(&peer, &options, &accounts, begin),
                                                   boost::asio::use_future));
    }
    Tally all;
    for (auto& submitter : submitters) {
        const auto part = submitter.get();
        all.latency.Add(part.latency);
        all.posted += part.posted;
        all.refused += part.refused;
        all.failed += part.failed;
    }
    all.warm_up = options.warm_up;
    all.elapsed = options.duration;
    return all;
}

}  // namespace clearway::ledger_load
