// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/books/arrivals.h"

#include <algorithm>
#include <iterator>

#include "core/digest.h"

namespace clearway::rail_simulator {

Arrivals::Arrivals(postgres::Transaction& transaction, std::span<const Command> commands,
                   core::Timestamp now)
    : transaction_(transaction), now_(now) {
    std::set<Key> messages, transactions;
    for (const auto& command : commands) {
        const auto* message = std::get_if<TakeMessage>(&command);
        if (message == nullptr) continue;
        messages.emplace(message->audience, message->message_id);
        const auto* request = std::get_if<TransferRequest>(&message->request);
        if (request == nullptr) continue;
        for (const auto& order : request->orders)
            transactions.emplace(message->audience, order.references.transaction_id);
    }
    digests_ = FindMessages(transaction_, messages);
    transactions_ = KnownTransactions(transaction_, transactions);
}

const std::string* Arrivals::Known(const TakeMessage& message) const {
    const auto found = digests_.find({message.audience, message.message_id});
    return found == digests_.end() ? nullptr : &found->second;
}

bool Arrivals::HasAnyOf(const Audience& audience, std::span<const Order> orders) const {
    return std::ranges::any_of(orders, [&](const Order& order) {
        return transactions_.contains({audience, order.references.transaction_id});
    });
}

void Arrivals::Take(const TakeMessage& message) {
    auto digest = core::AsBytes(core::Sha256(message.content));
    digests_[{message.audience, message.message_id}] = digest;
    messages_.push_back({.message = &message, .digest = std::move(digest)});
}

void Arrivals::Open(std::vector<Payment> payments, std::vector<DueStep> steps) {
    for (auto& step : steps) step.payment += std::ssize(payments_);
    for (const auto& payment : payments)
        transactions_.emplace(Audience{payment.participant, payment.rail},
                              payment.order.references.transaction_id);
    std::ranges::move(payments, std::back_inserter(payments_));
    std::ranges::move(steps, std::back_inserter(steps_));
}

void Arrivals::Store() {
    AddMessages(transaction_, messages_, now_);
    AddPayments(transaction_, payments_);
    for (auto& step : steps_)
        step.payment = payments_[static_cast<std::size_t>(step.payment)].number;
    AddSteps(transaction_, steps_);
    messages_.clear();
    payments_.clear();
    steps_.clear();
}

}  // namespace clearway::rail_simulator
