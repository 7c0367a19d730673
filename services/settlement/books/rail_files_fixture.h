// SPDX-License-Identifier: Apache-2.0
// Files of payments over the real book, for tests; only the network is not real.
#pragma once

#include "services/settlement/usecase/rails/rail_files.h"

#include "services/settlement/books/file_network_fixture.h"
#include "services/settlement/books/rail_book_fixture.h"
#include "services/settlement/usecase/rails/rail_listener.h"

namespace clearway::settlement::testing {

inline constexpr char kTableOfFiles[] = R"({
  "id": "routing", "version": "1",
  "rails": [{"name": "batch", "kind": "batch", "cost": {"EUR": 2, "SEK": 2},
             "cut_offs": ["10:00", "15:00"], "open": {"calendar": "target"},
             "cycle_minutes": 60, "answer_within_ms": 60000, "enquire_after_ms": 5000,
             "enquiries_before_person": 3, "enquiries_at_once": 2, "file_payments_max": 3}],
  "rules": [{"id": "all", "rails": ["batch"]}]
})";

class RailFilesFixture : public RailBookFixture {
protected:
    using Fate = FileNetwork::Fate;

    explicit RailFilesFixture(const std::string& table = kTableOfFiles)
        : RailBookFixture(table.c_str()) {}

    void SetUp() override {
        clock.Set(kStart);
        speakers.emplace("batch", std::make_unique<FileRail>());
        Restart();
    }

    // As after a crash: what was only in memory is gone.
    void Restart() {
        router = std::make_unique<usecase::RailRouter>(booked_table, clock);
        files = std::make_unique<usecase::RailFiles>(
            usecase::RailFiles::Ports{book, reader, network, instructions, clock}, booked_table,
            speakers);
        resolver = std::make_unique<usecase::RailResolver>(
            usecase::RailPorts{book, network, instructions, clock, files.get()}, *router, speakers);
    }
    void Order(const std::string& name, const char* currency = "EUR") {
        auto open = OrderOf(name);
        open.order.amount = core::Money(*core::Currency::Parse(currency), 12'34);
        ASSERT_TRUE(Do(open));
        clock.Set(clock.Now() + std::chrono::milliseconds(1));
    }
    // Ordered one after the other, and looked at by the resolver.
    void Gather(const std::vector<std::string>& names) {
        for (const auto& name : names) Order(name);
        DoDue();
    }
    void DoDue() {
        for (const auto& transfer : Due())
            if (*transfer.due_at <= clock.Now()) Await(resolver->Do(transfer));
        Await(usecase::RailListener::ListenOnce("batch", *speakers.at("batch"),
                                                {book, reader, network, *router}));
    }
    bool Await(async::Task<bool> task) {
        return async::BlockOn(runtime.GetExecutor(), std::move(task));
    }
    std::vector<RailCollection> Collections() {
        return *async::BlockOn(runtime.GetExecutor(), reader.Collections(10));
    }
    // The files whose cut-off is reached; false when some are left.
    bool MakeFiles() {
        bool all = true;
        for (const auto& collection : Collections())
            if (collection.cut_off <= clock.Now()) all = Await(files->Make(collection)) && all;
        return all;
    }
    void LoseFiles() {
        network.fate = [](const auto& message) {
            return message.type == "file" ? Fate::kLost : Fate::kDelivered;
        };
    }
    void Deliver() {
        network.fate = [](const auto&) { return Fate::kDelivered; };
    }
    // Each is in a file that was lost.
    void LoseInAFile(const std::vector<std::string>& names) {
        Gather(names);
        clock.Set(kCutOff);
        LoseFiles();
        EXPECT_TRUE(MakeFiles());
    }
    void Pass(std::chrono::milliseconds time) { clock.Set(clock.Now() + time); }
    rails::State StateOf(const std::string& name) {
        return static_cast<rails::State>(std::stoi(Of(name, "state")));
    }
    std::string Of(const std::string& name, const std::string& column) {
        return Query("SELECT " + column + " FROM rail_transfers WHERE id = '" +
                     IdOf(name).ToString() + "'");
    }
    std::string At(const std::string& name) { return network.At(Payment(name)); }
    static std::string FileName(int number) {
        return rails::DeriveFileMessageId(
            rails::DeriveFileId("batch", *core::Currency::Parse("EUR"), kCutOff, number));
    }

    // A closing day of TARGET; the next day's first cut-off is at 10:00.
    static constexpr core::Timestamp kStart{std::chrono::microseconds(1'767'225'600'000'000)};
    static constexpr core::Timestamp kCutOff = kStart + std::chrono::hours(34);
    rails::Rails speakers;
    FileNetwork network;
    NamedInstructions instructions;
    std::unique_ptr<usecase::RailRouter> router;
    std::unique_ptr<usecase::RailFiles> files;
    std::unique_ptr<usecase::RailResolver> resolver;
};

}  // namespace clearway::settlement::testing
