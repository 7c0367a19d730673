// SPDX-License-Identifier: Apache-2.0
// The network to a rail of files, which loses some, for tests.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "services/settlement/books/file_rail_fixture.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement::testing {

// Takes each file once, settles when its cycle ends, and answers enquiries and recalls.
class FileNetwork final : public RailNetwork {
public:
    enum class Fate { kDelivered, kLost, kForgotten, kDeliveredInSilence, kRefused, kKilled };
    std::function<Fate(const rails::Message&)> fate = [](const auto&) { return Fate::kDelivered; };
    std::function<bool(const std::string&)> accepts = [](const auto&) { return true; };

    async::Task<core::Result<core::Done>> Submit(std::string, rails::Message message) override {
        const std::lock_guard lock(mutex_);
        sent_.push_back(message);
        const auto what = fate(message);
        if (what == Fate::kKilled) throw std::runtime_error("killed");
        if (what == Fate::kRefused) co_return core::ErrorCode::kInvalidArgument;
        if (what == Fate::kDelivered || what == Fate::kDeliveredInSilence) Take(message);
        if (what == Fate::kLost || what == Fate::kDeliveredInSilence)
            co_return core::ErrorCode::kUnavailable;
        co_return core::Done{};
    }
    async::Task<core::Result<std::vector<Received>>> Receive(std::string, std::int64_t after,
                                                             int) override {
        const std::lock_guard lock(mutex_);
        std::vector<Received> received;
        for (auto i = static_cast<std::size_t>(after); i < said_.size(); ++i)
            received.push_back({.sequence = static_cast<std::int64_t>(i) + 1, .message = said_[i]});
        co_return received;
    }
    // All files that were taken are settled or rejected, payment by payment.
    void EndCycle() {
        const std::lock_guard lock(mutex_);
        for (auto& [transaction, state] : payments_) {
            if (state != "pending") continue;
            state = accepts(transaction) ? "accepted" : "rejected";
            Answer(state, transaction);
        }
    }
    void Say(const std::string& type, const std::string& content) {
        const std::lock_guard lock(mutex_);
        Answer(type, content);
    }
    // Messages that were sent, as often as they were, whether they arrived or not.
    std::vector<rails::Message> Sent(const std::string& type) {
        const std::lock_guard lock(mutex_);
        std::vector<rails::Message> sent;
        for (const auto& message : sent_)
            if (message.type == type) sent.push_back(message);
        return sent;
    }
    std::string At(const core::PaymentId& payment) {
        const std::lock_guard lock(mutex_);
        const auto found = payments_.find(rails::DeriveTransactionId(payment));
        return found == payments_.end() ? "" : found->second;
    }

private:
    void Take(const rails::Message& message) {
        const auto& content = message.content.Reveal();
        const auto [known, fresh] = taken_.emplace(message.id, content);
        EXPECT_EQ(known->second, content) << "other bytes under one id";
        if (!fresh) return;
        std::istringstream lines(content);
        std::string transaction, rest;
        if (message.type == "file") {
            while (lines >> transaction >> rest)
                EXPECT_TRUE(payments_.emplace(transaction, "pending").second) << "twice";
            return;
        }
        lines >> transaction;
        const auto found = payments_.find(transaction);
        if (found == payments_.end()) return Answer("absent", transaction);
        if (message.type == "recall" && found->second == "pending") found->second = "recalled";
        Answer(found->second, transaction);
    }
    void Answer(const std::string& type, const std::string& content) {
        said_.push_back({.id = "said-" + std::to_string(said_.size()),
                         .type = type,
                         .content = core::Sensitive<std::string>(content)});
    }

    std::mutex mutex_;
    std::vector<rails::Message> sent_, said_;
    std::map<std::string, std::string> taken_;     // by the id of the message
    std::map<std::string, std::string> payments_;  // by transaction: what became of it
};

}  // namespace clearway::settlement::testing
