// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/report/goaml_xml.h"

#include "xml/writer.h"

namespace clearway::compliance {
namespace {

// goAML's times have no zone: these are UTC, to the second.
std::string TimeOf(const std::string& rfc3339) { return rfc3339.substr(0, 19); }

void OptionalElement(xml::Writer& writer, const char* name, const std::string& text) {
    if (!text.empty()) writer.Element(name, text);
}

void WriteReportingPerson(xml::Writer& writer, const ReportingEntity& entity) {
    writer.Open("reporting_person");
    writer.Element("first_name", entity.officer_first_name);
    writer.Element("last_name", entity.officer_last_name);
    OptionalElement(writer, "occupation", entity.officer_occupation);
    writer.Close();
}

void WriteLocation(xml::Writer& writer, const ReportingEntity& entity) {
    writer.Open("location");
    writer.Element("address_type", "B");  // business
    writer.Element("address", entity.address);
    writer.Element("city", entity.city);
    writer.Element("country_code", entity.country);
    writer.Close();
}

struct EndNames {
    const char* end;
    const char* funds;
    const char* currency;
    const char* account;
    const char* country;
};
constexpr EndNames kFrom{"t_from", "from_funds_code", "from_foreign_currency", "from_account",
                         "from_country"};
constexpr EndNames kTo{"t_to", "to_funds_code", "to_foreign_currency", "to_account", "to_country"};

void WriteEnd(xml::Writer& writer, const EndNames& names, const ReportedTransaction& transaction,
              const ReportedEnd& end, const ReportingEntity& entity) {
    writer.Open(names.end);
    writer.Element(names.funds, "E");  // electronic transfer
    if (transaction.currency != entity.currency) {
        writer.Open(names.currency);
        writer.Element("foreign_currency_code", transaction.currency);
        writer.Element("foreign_amount", transaction.amount);
        writer.Element("foreign_exchange_rate", "");
        writer.Close();
    }
    writer.Open(names.account);
    writer.Element("institution_name", entity.name);
    writer.Element("account", end.account);
    writer.Element("currency_code", transaction.currency);
    OptionalElement(writer, "account_name", end.name);
    writer.Close();
    OptionalElement(writer, names.country, end.country);
    writer.Close();
}

void WriteTransaction(xml::Writer& writer, const ReportedTransaction& transaction,
                      const ReportingEntity& entity) {
    const bool local = transaction.currency == entity.currency;
    writer.Open("transaction");
    writer.Element("transactionnumber", transaction.number);
    OptionalElement(writer, "internal_ref_number", transaction.reference);
    writer.Element("date_transaction", TimeOf(transaction.date));
    writer.Element("transmode_code", "E");
    writer.Element("amount_local", local ? transaction.amount : "");
    WriteEnd(writer, kFrom, transaction, transaction.from, entity);
    WriteEnd(writer, kTo, transaction, transaction.to, entity);
    writer.Close();
}

}  // namespace

std::string WriteGoaml(const SuspicionReport& report) {
    xml::Writer writer;
    writer.Declaration();
    writer.Open("report");
    writer.Element("rentity_id", report.entity.id);
    writer.Element("submission_code", "E");  // electronic
    writer.Element("report_code", report.code);
    writer.Element("entity_reference", report.reference);
    writer.Element("submission_date", TimeOf(core::FormatRfc3339(report.at)));
    writer.Element("currency_code_local", report.entity.currency);
    WriteReportingPerson(writer, report.entity);
    WriteLocation(writer, report.entity);
    writer.Element("reason", report.reason);
    writer.Element("action", report.action);
    for (const auto& one : report.transactions) WriteTransaction(writer, one, report.entity);
    writer.Open("report_indicators");
    for (const auto& indicator : report.indicators) writer.Element("indicator", indicator);
    writer.Close();
    writer.Close();
    return writer.Take();
}

}  // namespace clearway::compliance
