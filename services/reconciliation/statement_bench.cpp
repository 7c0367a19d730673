// SPDX-License-Identifier: Apache-2.0
// What statements cost over PostgreSQL: expectations as facts tell them, then the commands import
// and run over made-up files with planted breaks, and the run once more with nothing new. Usage:
// reconciliation_statement_bench [expectations] [folder] [accounts]. CLEARWAY_DATABASE_URL names an
// empty database of its own; CLEARWAY_KAFKA_BROKERS the broker. The folder is made.
#include <cstdio>
#include <filesystem>

#include "postgres/migrator.h"
#include "services/reconciliation/app.h"
#include "services/reconciliation/events/statement_facts.h"
#include "services/reconciliation/matching/rules_file.h"
#include "services/reconciliation/measured_command.h"
#include "services/reconciliation/offline/expectations_file.h"
#include "services/reconciliation/offline/import_command.h"
#include "services/reconciliation/offline/planted_files.h"
#include "services/reconciliation/offline/run_command.h"
#include "services/reconciliation/store/statements/expectation_store.h"

namespace clearway::reconciliation {
namespace {

constexpr std::uint32_t kExpectations = 1'000'000;
constexpr std::uint32_t kBreaks = 100;
constexpr std::size_t kFactsABatch = 8'192;  // as the service takes them

std::string Setting(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set");
    return value;
}

core::AccountId NostroOf(std::string_view number) {
    return core::DeriveAccountId("bench", std::string(number));
}

matching::Book ReadExpected(const std::string& folder) {
    matching::Book book;
    ReadExpectations(folder + "/expectations.csv", book, {});
    return book;
}

// Those that the books name, each with a ledger account of its own.
BankAccounts AccountsOf(const matching::Book& book) {
    BankAccounts accounts;
    for (const auto& one : book.expectations) {
        const std::string number(book.texts.At(one.account));
        if (!accounts.Names().contains(number)) accounts.Add(number, {.nostro = NostroOf(number)});
    }
    return accounts;
}

ExpectedOnStatement FactOf(const matching::Expectation& one, const matching::Book& book) {
    const auto id = std::to_string(one.row);
    return {
        .transfer_id = core::TransferId(core::DerivePaymentId("transfer", id).value),
        .payment_id = core::DerivePaymentId("bench", id),
        .account = NostroOf(book.texts.At(one.account)),
        .amount = core::Money(*core::Currency::Parse(matching::CodeOf(one.currency)), one.amount),
        .fact_id = core::DerivePaymentId("fact", id).value,
        .moved_at = core::Timestamp(std::chrono::days(one.value_day))};
}

int TellExpected(const std::string& folder, const std::string& url) {
    const auto book = ReadExpected(folder);
    postgres::Connection connection(url);
    for (std::size_t from = 0; from < book.expectations.size(); from += kFactsABatch) {
        const auto count = std::min(kFactsABatch, book.expectations.size() - from);
        std::vector<StatementNews> news;
        for (const auto& one : std::span(book.expectations).subspan(from, count)) {
            const auto fact = FactOf(one, book);
            const auto text = [&](matching::ReferenceKind kind) {
                return std::string(book.texts.At(one.references[kind]));
            };
            news.emplace_back(fact);
            news.emplace_back(PaymentReferences{.payment_id = *fact.payment_id,
                                                .end_to_end_id = text(matching::kEndToEnd),
                                                .uetr = text(matching::kUetr),
                                                .message_id = text(matching::kOther)});
        }
        postgres::Transaction transaction(connection.Get());
        KeepStatementNews(transaction, news);
        transaction.commit();
    }
    return 0;
}

StatementPlace PlaceOf(const std::string& folder) {
    auto rules = matching::ReadRulesFile(matching::DefaultRules());
    return {.outbox = {.service = "reconciliation",
                       .instance = "reconciliation-bench",
                       .database_url = Setting("CLEARWAY_DATABASE_URL"),
                       .kafka_brokers = Setting("CLEARWAY_KAFKA_BROKERS")},
            .settings = {AccountsOf(ReadExpected(folder)), std::move(rules.mappings)},
            .rules = std::move(*rules.rules),
            .map = ToStatementEvent};
}

void Print(const char* what, double rows, const Measured& took) {
    std::printf("%-28s %8.1f s  %8.0f a second  %6.1f s CPU here  %5ld MB at the peak\n", what,
                took.seconds, rows / took.seconds, took.cpu_seconds, took.peak_megabytes);
}

int Bench(const std::string& folder, const PlantedOptions& options) {
    const auto url = Setting("CLEARWAY_DATABASE_URL");
    postgres::Migrate(url, Migrations());
    std::filesystem::create_directories(folder);
    Measure([&] {
        WritePlantedFiles(folder, options);
        return 0;
    });
    const auto place = [&] { return PlaceOf(folder); };
    std::vector<std::string> files;
    for (std::uint32_t i = 0; i < options.files; ++i)
        files.push_back(folder + "/statement_" + std::to_string(i) + ".csv");
    const auto command = [](auto run, const std::vector<std::string>& words, const auto& at) {
        return Measure([&] { return run(words, at, std::cout, std::cerr); });
    };
    const auto rows = static_cast<double>(options.expectations);
    Print("expectations kept", rows, Measure([&] { return TellExpected(folder, url); }));
    Print("import", rows, command(RunImport, files, place));
    Print("run", rows, command(RunStatementRun, {}, place));
    const auto again = command(RunStatementRun, {}, place);
    Print("run, nothing new", rows, again);
    return again.code;
}

}  // namespace
}  // namespace clearway::reconciliation

int main(int argc, char** argv) {
    using namespace clearway::reconciliation;
    PlantedOptions options;
    options.expectations =
        argc > 1 ? static_cast<std::uint32_t>(std::atoi(argv[1])) : kExpectations;
    options.breaks = kBreaks;
    if (argc > 3) options.accounts = static_cast<std::uint32_t>(std::atoi(argv[3]));
    return Bench(argc > 2 ? argv[2] : "build/statement-bench", options);
}
