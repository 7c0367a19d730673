// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/cases/case_words.h"

#include <stdexcept>

namespace clearway::compliance {
namespace {

[[noreturn]] void ThrowUnknown() { throw std::logic_error("a value without a word"); }

}  // namespace

std::string_view WordOf(PartyRole role) {
    switch (role) {
        case PartyRole::kDebtor: return "debtor";
        case PartyRole::kCreditor: return "creditor";
        case PartyRole::kHolder: return "holder";
        case PartyRole::kText: return "text";
    }
    ThrowUnknown();
}

std::string_view WordOf(CaseStatus status) {
    switch (status) {
        case CaseStatus::kOpen: return "open";
        case CaseStatus::kCleared: return "cleared";
        case CaseStatus::kConfirmed: return "confirmed";
    }
    ThrowUnknown();
}

std::string_view WordOf(SubjectKind kind) {
    switch (kind) {
        case SubjectKind::kPayment: return "payment";
        case SubjectKind::kParty: return "party";
        case SubjectKind::kAccount: return "account";
    }
    ThrowUnknown();
}

std::string_view WordOf(AlertKind kind) {
    switch (kind) {
        case AlertKind::kPayment: return "payment";
        case AlertKind::kReview: return "review";
        case AlertKind::kOnboarding: return "onboarding";
        case AlertKind::kRescreening: return "rescreening";
        case AlertKind::kMonitoring: return "monitoring";
        case AlertKind::kManual: return "manual";
    }
    ThrowUnknown();
}

std::string_view WordOf(Priority priority) {
    switch (priority) {
        case Priority::kNormal: return "normal";
        case Priority::kHigh: return "high";
        case Priority::kUrgent: return "urgent";
    }
    ThrowUnknown();
}

}  // namespace clearway::compliance
