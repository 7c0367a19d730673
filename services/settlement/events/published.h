// SPDX-License-Identifier: Apache-2.0
// A fact as a message: its type, its bytes and a line for people.
#pragma once

#include <string>
#include <utility>

#include "clearway/common/v1/types.pb.h"
#include "core/money.h"

namespace clearway::settlement {

struct Published {
    std::string type;
    std::string payload;
    std::string summary;
};

template <class Message>
Published Publish(const Message& message, std::string summary) {
    return {message.GetTypeName(), message.SerializeAsString(), std::move(summary)};
}

inline void Write(const core::Money& money, common::v1::Money& message) {
    message.set_currency(std::string(money.GetCurrency().Code()));
    message.set_minor_units(money.MinorUnits());
}

}  // namespace clearway::settlement
