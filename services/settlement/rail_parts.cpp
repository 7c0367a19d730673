// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rail_parts.h"

#include <stdexcept>

#include "services/settlement/events/rail_answers.h"
#include "services/settlement/events/rail_facts.h"
#include "services/settlement/rails/adapters.h"
#include "services/settlement/rails/outgoing_way.h"
#include "services/settlement/store/rails/file_store.h"
#include "services/settlement/store/rails/open_rails.h"

namespace clearway::settlement {
namespace {

constexpr int kCollectionsMax = 1'000;

rails::Rails SpeakersOf(const rails::RoutingTable& table) {
    auto made = rails::MakeRails(table);
    if (!made.faults.empty()) throw std::runtime_error("the routing table: " + made.faults.front());
    return std::move(made.rails);
}

RailClient::Peers PeersOf(const rails::RoutingTable& table, const RailSettings& settings,
                          const rpc::TlsFiles& tls) {
    RailClient::Peers peers;
    for (const auto& rail : table.rails) {
        if (rails::IsOurBook(rail)) continue;
        const rpc::PeerOptions peer{
            .name = settings.peer, .address = settings.endpoint, .tls = tls};
        peers.emplace(rail.name, std::make_unique<rpc::Peer>(peer));
    }
    return peers;
}

events::OutboxOptions OutboxOf(const host::ServiceSettings& service) {
    return events::PartOf({.service = "settlement",
                           .instance = service.instance,
                           .database_url = service.database_url,
                           .kafka_brokers = service.kafka_brokers},
                          "rails");
}

// The ledger's own facts.
events::SubscriptionOptions Hearing(const char* consumer, const host::ServiceSettings& service,
                                    std::vector<std::string> types) {
    return {.consumer = consumer,
            .topics = {events::TopicOf("settlement")},
            .database_url = service.database_url,
            .kafka_brokers = service.kafka_brokers,
            .types = std::move(types)};
}

}  // namespace

void RequireRailsOfOpenPayments(const std::string& database_url, const rails::RoutingTable* table) {
    postgres::Connection connection(database_url);
    postgres::Transaction transaction(connection.Get());
    for (const auto& [rail, payments] : CommittedByRail(transaction)) {
        if (table && (rail.empty() || table->Find(rail))) continue;
        throw std::runtime_error(std::to_string(payments) + " payments wait for " +
                                 (rail.empty() ? "a rail" : "the rail " + rail) +
                                 ", which the routing table does not have: their answers would not "
                                 "be heard. Put it back until none is open");
    }
    for (const auto& [rail, currency, cut_off] :
         ListRailCollections(transaction, kCollectionsMax)) {
        const auto* terms = table ? table->Find(rail) : nullptr;
        if (terms && terms->files) continue;
        throw std::runtime_error("payments are gathered for a file of the rail " + rail +
                                 ", which takes none by the routing table. Put its cut-offs back "
                                 "until they have left");
    }
}

RailParts::RailParts(const host::ServiceSettings& service, const RailSettings& settings,
                     const Ledger& ledger, postgres::ReadPool& readers, const core::Clock& clock,
                     async::Executor executor)
    : clock_(clock),
      table_(settings.table.value()),
      speakers_(SpeakersOf(table_)),
      outbox_(OutboxOf(service)),
      book_({.database_url = service.database_url,
             .table = table_,
             .due = [this](core::Timestamp due_at) { bell_.Ring(due_at); },
             .cut_off = [this](core::Timestamp cut_off) { bell_.RingCutOff(cut_off); }},
            outbox_, clock, executor),
      reader_(readers),
      payment_({.name = "payment", .address = settings.payment, .tls = service.tls}),
      instructions_(payment_, ledger.reader),
      network_(PeersOf(table_, settings, service.tls)),
      router_(table_, clock),
      files_({.book = book_,
              .reader = reader_,
              .network = network_,
              .instructions = instructions_,
              .clock = clock},
             table_, speakers_),
      resolver_({.book = book_,
                 .network = network_,
                 .instructions = instructions_,
                 .clock = clock,
                 .files = &files_},
                router_, speakers_),
      timer_(resolver_, reader_, clock, executor),
      cut_offs_(files_, reader_, clock, executor),
      watch_(
          [&readers] {
              return readers.Read<RailsWaiting>(
                  [](auto& transaction) -> core::Result<RailsWaiting> {
                      return CountWaiting(transaction);
                  });
          },
          clock, executor),
      old_(service.database_url),
      orders_(Hearing(kRailOrdersConsumer, service, RailOrderTypes()),
              [this](const auto& batch) { book_.Consume(batch); }),
      answers_(Hearing(kRailAnswersConsumer, service, RailAnswerTypes()),
               RailAnswersHandler(ledger.runner, executor)) {
    bell_.Connect(&timer_, &cut_offs_);
    if (settings.keep.count() > 0) retention_.emplace(old_, clock, settings.keep);
    for (const auto& rail : table_.rails)
        if (!rails::IsOurBook(rail))
            listeners_.push_back(std::make_unique<usecase::RailListener>(
                rail.name, *speakers_.at(rail.name),
                usecase::RailListener::Ports{book_, reader_, network_, router_}, executor));
}

}  // namespace clearway::settlement
