// SPDX-License-Identifier: Apache-2.0
// The resolver over the real book; only the network is not real.
#pragma once

#include "services/settlement/usecase/rails/rail_listener.h"
#include "services/settlement/usecase/rails/rail_resolver.h"

#include "services/settlement/books/rail_book_fixture.h"
#include "services/settlement/books/rail_network_fixture.h"
#include "services/settlement/rails/book/book_rail.h"
#include "testing/test_database.h"

namespace clearway::settlement::testing {

inline constexpr char kTableWithOurBook[] = R"({
  "id": "routing", "version": "1",
  "rails": [{"name": "instant", "kind": "instant", "cost": {"EUR": 20}, "answer_within_ms": 10000,
             "enquire_after_ms": 5000, "enquiries_before_person": 3, "failures_max": 1},
            {"name": "here", "kind": "book", "cost": {"EUR": 0, "SEK": 0}}],
  "rules": [{"id": "all", "rails": ["instant", "here"]}]
})";

class RailResolverFixture : public RailBookFixture {
protected:
    using Fate = LossyRail::Fate;

    void SetUp() override {
        clock.Set(kStart);
        speakers.emplace("instant", std::make_unique<PlainRail>());
        speakers.emplace("here", std::make_unique<rails::BookRail>());
        Restart();
    }

    // As after a crash: what was only in memory is gone.
    void Restart() {
        resolver.reset();
        router = std::make_unique<usecase::RailRouter>(table, clock);
        resolver = std::make_unique<usecase::RailResolver>(
            usecase::RailPorts{book, network, instructions, clock}, *router, speakers);
    }
    void Order(const std::string& name, const char* currency = "EUR") {
        auto open = OrderOf(name);
        open.order.amount = core::Money(*core::Currency::Parse(currency), 12'34);
        ASSERT_TRUE(Do(open));
    }
    // What is due now, and what the rail has said.
    void DoDue() {
        for (const auto& transfer : Due())
            if (*transfer.due_at <= clock.Now())
                async::BlockOn(runtime.GetExecutor(), resolver->Do(transfer));
        Listen();
    }
    bool Listen() {
        return async::BlockOn(runtime.GetExecutor(),
                              usecase::RailListener::ListenOnce("instant", *speakers.at("instant"),
                                                                {book, reader, network, *router}));
    }
    void Pass(std::chrono::milliseconds time) { clock.Set(clock.Now() + time); }
    rails::State StateOf(const std::string& name) {
        return static_cast<rails::State>(std::stoi(
            Query("SELECT state FROM rail_transfers WHERE id = '" + IdOf(name).ToString() + "'")));
    }

    const core::Timestamp kStart = core::FromMicros(1'767'225'600'000'000);
    const rails::RoutingTable table = *rails::ReadRoutingFile(kTableWithOurBook).table;
    rails::Rails speakers;
    LossyRail network;
    PlainInstructions instructions;
    std::unique_ptr<usecase::RailRouter> router;
    std::unique_ptr<usecase::RailResolver> resolver;
};

}  // namespace clearway::settlement::testing
