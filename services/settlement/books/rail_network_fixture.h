// SPDX-License-Identifier: Apache-2.0
// A rail behind a network that loses things, for tests: it takes a message once however often it
// comes, settles or rejects, and answers enquiries.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <sstream>

#include "services/settlement/books/plain_rail_fixture.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement::testing {

class LossyRail final : public RailNetwork {
public:
    enum class Fate { kDelivered, kLost, kDeliveredInSilence, kRefused };
    // Asked for each message that is sent.
    std::function<Fate(const rails::Message&)> fate = [](const auto&) { return Fate::kDelivered; };
    std::function<bool(const core::PaymentId&)> accepts = [](const auto&) { return true; };
    bool answers = true;      // of its own accord; enquiries are answered always
    bool away = false;        // nothing can be fetched
    int fetched_max = 1'000;  // more would be too large for an answer
    bool repeats = false;     // says all again, whatever was heard

    async::Task<core::Result<core::Done>> Submit(std::string, rails::Message message) override {
        const std::lock_guard lock(mutex_);
        const auto what = fate(message);
        if (what == Fate::kRefused) co_return core::ErrorCode::kInvalidArgument;
        if (what != Fate::kLost) Take(message);
        if (what != Fate::kDelivered) co_return core::ErrorCode::kUnavailable;
        co_return core::Done{};
    }
    async::Task<core::Result<std::vector<Received>>> Receive(std::string, std::int64_t after,
                                                             int max) override {
        const std::lock_guard lock(mutex_);
        if (away || max > fetched_max) co_return core::ErrorCode::kUnavailable;
        std::vector<Received> received;
        if (repeats) after = 0;
        for (auto i = after; i < std::ssize(said_) && std::ssize(received) < max; ++i)
            received.push_back({.sequence = i + 1, .message = said_[static_cast<std::size_t>(i)]});
        co_return received;
    }

    // Whatever it is.
    void Say(const std::string& type, const std::string& content) {
        const std::lock_guard lock(mutex_);
        Answer(type, content);
    }
    int Settled(const core::PaymentId& payment) {
        const std::lock_guard lock(mutex_);
        return settled_[payment];
    }
    // Messages of a type that arrived, each once.
    std::size_t Arrived(const std::string& type) {
        const std::lock_guard lock(mutex_);
        return static_cast<std::size_t>(std::ranges::count_if(
            taken_, [&](const auto& entry) { return entry.second.starts_with(type); }));
    }

private:
    void Take(const rails::Message& message) {
        const auto [known, fresh] = taken_.emplace(message.id, message.content.Reveal());
        EXPECT_EQ(known->second, message.content.Reveal()) << "other bytes under one id";
        if (!fresh) return;
        std::istringstream words(known->second);
        std::string word, transaction;
        words >> word >> transaction;
        const auto payment = rails::PaymentOfTransactionId(transaction);
        ASSERT_TRUE(payment);
        if (word == "transfer") {
            decided_[*payment] = accepts(*payment) ? "accepted" : "rejected";
            settled_[*payment] += accepts(*payment);
            if (!answers) return;
        }
        const auto found = decided_.find(*payment);
        Answer(found == decided_.end() ? "absent" : found->second, transaction);
    }
    void Answer(const std::string& type, const std::string& content) {
        said_.push_back({.id = "said-" + std::to_string(said_.size()),
                         .type = type,
                         .content = core::Sensitive<std::string>(content)});
    }

    std::mutex mutex_;
    std::map<std::string, std::string> taken_;
    std::map<core::PaymentId, std::string> decided_;
    std::map<core::PaymentId, int> settled_;
    std::vector<rails::Message> said_;
};

inline rails::Instruction PlainInstruction() {
    using Text = core::Sensitive<std::string>;
    return {.debtor_name = Text("Grace"),
            .creditor_name = Text("Ada"),
            .creditor_iban = Text("FR1420041010050500013M02606")};
}

class PlainInstructions final : public RailInstructions {
public:
    std::optional<core::ErrorCode> error;
    bool erased = false;

    async::Task<core::Result<rails::Instruction>> Get(rails::RailOrder) override {
        if (error) co_return *error;
        auto instruction = PlainInstruction();
        instruction.erased = erased;
        co_return instruction;
    }
};

}  // namespace clearway::settlement::testing
