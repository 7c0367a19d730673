// SPDX-License-Identifier: Apache-2.0
// How many payments a second the simulator takes and answers: read and validated, stored, settled,
// answered. CLEARWAY_DATABASE_URL names an empty database of its own, migrated.
#include <atomic>
#include <iostream>
#include <thread>

#include "async/runtime.h"
#include "iso20022/message_writer.h"
#include "services/rail_simulator/books/rail_book.h"
#include "services/rail_simulator/offline/database.h"
#include "services/rail_simulator/rails/read_request.h"

namespace clearway::rail_simulator {
namespace {

constexpr int kCallers = 32;

std::string MessageOf(int number) {
    const auto id = std::to_string(number);
    const core::Money amount(*core::Currency::Parse("EUR"), 1000);
    iso20022::GroupHeader header{.message_id = "M" + id,
                                 .created = core::Timestamp(),
                                 .number_of_transactions = 1,
                                 .settlement = {.method = "CLRG"}};
    iso20022::CreditTransfer transfer{.end_to_end_id = "E" + id,
                                      .transaction_id = "T" + id,
                                      .settlement_amount = amount,
                                      .settlement_date = iso20022::Date(),
                                      .charge_bearer = "SLEV",
                                      .debtor_agent = {.bic = "DEUTDEFF"},
                                      .creditor_agent = {.bic = "ABNANL2A"}};
    transfer.debtor.party.name = "Debtor";
    transfer.creditor.party.name = "Creditor";
    const iso20022::Part parts[] = {std::move(header), std::move(transfer)};
    return *iso20022::WriteMessage(iso20022::MessageKind::kPacs008, parts);
}

int Run(int payments) {
    config::Environment environment;
    const core::SystemClock clock;
    async::Runtime runtime(2);
    RailBook book({.database_url = environment.Text("CLEARWAY_DATABASE_URL"),
                   .answered = [] {},
                   .due = [](core::Timestamp) {}},
                  clock);
    std::atomic<int> next = 0, failed = 0;
    const auto begun = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> callers;
        for (int i = 0; i < kCallers; ++i)
            callers.emplace_back([&] {
                for (int number = next++; number < payments; number = next++) {
                    const auto id = "M" + std::to_string(number);
                    auto content = MessageOf(number);
                    auto request = ReadRequest(kInstant, id, "pacs.008.001.08", content);
                    TakeMessage message{{"settlement", std::string(kInstant)},
                                        id,
                                        "pacs.008.001.08",
                                        std::move(content),
                                        std::move(*request)};
                    if (!async::BlockOn(runtime.GetExecutor(), book.Submit(std::move(message))))
                        ++failed;
                }
            });
    }
    const auto took = std::chrono::steady_clock::now() - begun;
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
    std::cout << payments << " payments taken and answered in " << millis << " ms, " << failed
              << " failed\n";
    return failed == 0 ? kDone : kFailed;
}

}  // namespace
}  // namespace clearway::rail_simulator

int main() {
    return clearway::rail_simulator::Guarded("bench",
                                             [] { return clearway::rail_simulator::Run(10'000); });
}
