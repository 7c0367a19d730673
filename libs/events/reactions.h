// SPDX-License-Identifier: Apache-2.0
// What a consumer does with each type of fact, in one table: the types that it names to a Subscription
// are those that it reacts to.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "events/event.h"

namespace clearway::events {

template <class Result, class... Context>
class Reactions {
public:
    template <class Message>
    Reactions& On(Result (*reaction)(const Message&, const ReceivedEvent&, Context...)) {
        by_type_.emplace(Message::descriptor()->full_name(),
                         [reaction](const ReceivedEvent& event, Context... context) {
                             Message message;
                             event.ReadAs(message);
                             return reaction(message, event, context...);
                         });
        return *this;
    }

    std::vector<std::string> Types() const {
        std::vector<std::string> types;
        for (const auto& [type, reaction] : by_type_) types.push_back(type);
        return types;
    }

    // An empty result for a type without a reaction. Throws UnreadableEvent.
    Result To(const ReceivedEvent& event, Context... context) const {
        const auto found = by_type_.find(event.type);
        return found == by_type_.end() ? Result() : found->second(event, context...);
    }

private:
    std::map<std::string, std::function<Result(const ReceivedEvent&, Context...)>> by_type_;
};

}  // namespace clearway::events
