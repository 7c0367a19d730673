// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/config.h"

#include <algorithm>

#include "core/currency.h"
#include "services/compliance/store/list_source.h"

namespace clearway::compliance {
namespace {

constexpr char kFolder[] = "CLEARWAY_OFAC_DIR";
constexpr char kDate[] = "CLEARWAY_OFAC_DATE";

bool IsMonth(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return false;
    for (const std::size_t i : {0, 1, 2, 3, 5, 6})
        if (text[i] < '0' || text[i] > '9') return false;
    const auto month = text.substr(5);
    return month >= "01" && month <= "12";
}

// In the order of AlertKind.
constexpr const char* kTerms[] = {
    "CLEARWAY_CASE_HOURS_PAYMENT",    "CLEARWAY_CASE_HOURS_REVIEW",
    "CLEARWAY_CASE_HOURS_ONBOARDING", "CLEARWAY_CASE_HOURS_RESCREENING",
    "CLEARWAY_CASE_HOURS_MONITORING", "CLEARWAY_CASE_HOURS_MANUAL"};
constexpr char kFourEyes[] = "CLEARWAY_FOUR_EYES";

CasePolicy ReadCasePolicy(config::Environment& environment) {
    CasePolicy policy;
    const auto four_eyes = environment.Text(kFourEyes, "listed");
    if (four_eyes == "all")
        policy.four_eyes = FourEyes::kAll;
    else if (four_eyes != "listed")
        environment.Fault(kFourEyes, "must be listed or all");
    for (std::size_t i = 0; i < policy.terms.size(); ++i)
        policy.terms[i] =
            std::chrono::hours(environment.Integer(kTerms[i], policy.terms[i].count(), 1, 8'760));
    return policy;
}

ReportingEntity ReadReportingEntity(config::Environment& environment) {
    const auto text = [&](const char* name) {
        return environment.Text(std::string("CLEARWAY_REPORT_") + name, "");
    };
    ReportingEntity entity{.id = text("ENTITY_ID"),
                           .name = text("ENTITY_NAME"),
                           .currency = text("CURRENCY"),
                           .country = text("COUNTRY"),
                           .city = text("CITY"),
                           .address = text("ADDRESS"),
                           .officer_first_name = text("OFFICER_FIRST_NAME"),
                           .officer_last_name = text("OFFICER_LAST_NAME"),
                           .officer_occupation = text("OFFICER_OCCUPATION")};
    if (!entity.currency.empty() && !core::Currency::Parse(entity.currency))
        environment.Fault("CLEARWAY_REPORT_CURRENCY", "must be a currency of ISO 4217");
    return entity;
}

}  // namespace

Config Config::Read(config::Environment& environment) {
    Config config;
    config.list_folder = environment.Text(kFolder, "");
    config.list_month = environment.Text(kDate, "");
    if (config.list_folder.empty()) {
        if (!config.list_month.empty())
            environment.Fault(kDate, "is set without CLEARWAY_OFAC_DIR");
        config.list_month = kBuiltInMonth;
    } else if (!IsMonth(config.list_month)) {
        environment.Fault(kDate, "must be the month of the list in CLEARWAY_OFAC_DIR, YYYY-MM");
    }
    config.cached_names_max = static_cast<std::size_t>(
        environment.Integer("CLEARWAY_SCREENING_CACHE_NAMES", 100'000, 8, 10'000'000));
    config.cases = ReadCasePolicy(environment);
    config.case_retention =
        std::chrono::days(environment.Integer("CLEARWAY_CASE_RETENTION_DAYS", 1'827, 0, 36'525));
    config.reporting = ReadReportingEntity(environment);
    config.token = vault::ReadTokenSettings(environment);
    const auto months = [&environment](const char* name, int otherwise) {
        return static_cast<int>(environment.Integer(name, otherwise, 1, 1200));
    };
    config.review_periods = {.high_months = months("CLEARWAY_REVIEW_MONTHS_HIGH", 12),
                             .medium_months = months("CLEARWAY_REVIEW_MONTHS_MEDIUM", 24),
                             .low_months = months("CLEARWAY_REVIEW_MONTHS_LOW", 60)};
    return config;
}

}  // namespace clearway::compliance
