// SPDX-License-Identifier: Apache-2.0
// What a batch takes: all that the rail has of it already is looked up at once, and what is new is
// stored at once, whoever handed it in.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "services/rail_simulator/store/message_rows.h"
#include "services/rail_simulator/store/payment_rows.h"

namespace clearway::rail_simulator {

class Arrivals {
public:
    // The commands must outlive it.
    Arrivals(postgres::Transaction& transaction, std::span<const Command> commands,
             core::Timestamp now);

    // SHA-256 of the message that was taken under the id, also in this batch; null: none was.
    const std::string* Known(const TakeMessage& message) const;
    // Whether the rail has one of the transactions.
    bool HasAnyOf(const Audience& audience, std::span<const Order> orders) const;

    void Take(const TakeMessage& message);
    // `step.payment` is the place of its payment among `payments`.
    void Open(std::vector<Payment> payments, std::vector<DueStep> steps);
    // What was taken is found in the tables from then on.
    void Store();

private:
    using Key = std::pair<Audience, std::string>;  // with a message's or transaction's id

    postgres::Transaction& transaction_;
    const core::Timestamp now_;
    std::map<Key, std::string> digests_;
    std::set<Key> transactions_;
    std::vector<NewMessage> messages_;
    std::vector<Payment> payments_;
    std::vector<DueStep> steps_;
};

}  // namespace clearway::rail_simulator
