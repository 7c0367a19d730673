// SPDX-License-Identifier: Apache-2.0
// What a screening looked at and what it found, as the evidence of its alert: the names as they
// were asked, with their facts, the entries that they fit, and why. Personal: it goes into a sealed
// alert and nowhere else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/compliance/domain/cases/case.h"
#include "services/compliance/domain/parties/party.h"
#include "services/compliance/domain/screening/screener.h"

namespace clearway::compliance {

// A name as it was asked, and what it was found to fit.
struct NameFound {
    PartyRole role = PartyRole::kHolder;
    std::string name;
    QueryFacts facts = {};
    bool unreadable = false;
    std::vector<NameMatch> matches = {};
    std::optional<PartyRecord> record = {};  // of the known party whose name it is
};

struct TextFound {
    std::string text;
    std::vector<TextMatch> matches = {};
};

struct ScreeningFound {
    std::string subject_field;  // "payment_id", "party_id"
    std::string subject_id;
    std::string list_version;
    std::vector<NameFound> names = {};
    TextFound text = {};

    bool IsHit() const;
};

// A JSON document. What is known beside a name is in it in full: it moved the scores.
std::string DescribeScreening(const ScreeningFound& found, const Screener& screener);

}  // namespace clearway::compliance
