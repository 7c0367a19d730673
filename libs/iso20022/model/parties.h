// SPDX-License-Identifier: Apache-2.0
// Who takes part: persons and organisations, their banks and their accounts.
#pragma once

#include "iso20022/model/values.h"

namespace clearway::iso20022 {

struct PostalAddress {
    std::string department = {};
    std::string sub_department = {};
    std::string street = {};
    std::string building_number = {};
    std::string building_name = {};
    std::string floor = {};
    std::string post_box = {};
    std::string room = {};
    std::string post_code = {};
    std::string town = {};
    std::string town_location = {};
    std::string district = {};
    std::string region = {};
    std::string country = {};
    std::vector<std::string> lines = {};

    friend bool operator==(const PostalAddress&, const PostalAddress&) = default;
};

// An identification of a scheme: a tax number, a passport, an account that is no IBAN.
struct OtherId {
    std::string id = {};
    Code scheme = {};
    std::string issuer = {};

    friend bool operator==(const OtherId&, const OtherId&) = default;
};

struct Birth {
    std::optional<Date> day = {};
    std::string province = {};
    std::string city = {};
    std::string country = {};

    friend bool operator==(const Birth&, const Birth&) = default;
};

struct Party {
    std::string name = {};
    PostalAddress address = {};
    // Either of an organisation ...
    std::string bic = {};
    std::string lei = {};
    std::vector<OtherId> organisation_ids = {};
    // ... or of a person.
    Birth birth = {};
    std::vector<OtherId> private_ids = {};
    std::string country_of_residence = {};

    friend bool operator==(const Party&, const Party&) = default;
};

// A bank or another financial institution.
struct Agent {
    std::string bic = {};
    Code clearing_system = {};
    std::string member_id = {};  // in the clearing system
    std::string lei = {};
    std::string name = {};
    PostalAddress address = {};
    OtherId other = {};
    std::string branch_id = {};

    friend bool operator==(const Agent&, const Agent&) = default;
};

// One of the two.
struct PartyOrAgent {
    Party party = {};
    Agent agent = {};

    const std::string& Name() const { return party.name.empty() ? agent.name : party.name; }
    friend bool operator==(const PartyOrAgent&, const PartyOrAgent&) = default;
};

struct Account {
    std::string iban = {};  // or
    OtherId other = {};
    Code type = {};
    std::string currency = {};
    std::string name = {};
    // Of an account that a statement is of.
    Party owner = {};
    Agent servicer = {};

    const std::string& Number() const { return iban.empty() ? other.id : iban; }
    friend bool operator==(const Account&, const Account&) = default;
};

}  // namespace clearway::iso20022
