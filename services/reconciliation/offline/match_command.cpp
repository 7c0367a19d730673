// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/match_command.h"

#include <chrono>
#include <ostream>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "services/reconciliation/matching/matcher.h"
#include "services/reconciliation/matching/rules_file.h"
#include "services/reconciliation/offline/expectations_file.h"
#include "services/reconciliation/offline/match_summary.h"
#include "services/reconciliation/statements/load_statements.h"

namespace clearway::reconciliation {
namespace {

constexpr char kHelp[] =
    R"(Usage: clearway-reconciliation match --statements FILE... --expectations FILE.csv --out FILE
                                     [--rules FILE.json] [--accounts FILE.csv] [--as-of YYYY-MM-DD]
                                     [--allow-gaps] [--json]

Matches bank statements with what was expected, on files alone: nothing is stored, nothing is posted.

  --statements FILE...  camt.053, camt.054, MT940 or CSV, plain or gzip, in any order. A statement
                        that does not come to its closing balance, follows a gap, is there twice
                        or cannot be read is put aside with the reasons; the others are matched
  --expectations FILE   CSV: id, amount (12.34, -12.34, or with direction credit/debit), currency,
                        value_date; and as far as known account, end_to_end_id, uetr,
                        instruction_id, reference, payment_id, counterparty_account,
                        counterparty_name, fee and tolerance (of the amount). Other names of these
                        columns are understood too: docs/reconciliation_rules.md
  --out FILE            a row for each match and each exception (missing, extra, duplicate,
                        wrong_amount, wrong_date, wrong_currency) with its age and what would set
                        the books right; CSV, or JSON if it ends in .json, or lines of it in .jsonl, .ndjson
  --rules FILE          passes, tolerances and forms of CSV; those built in
  --accounts FILE       accounts of ours, one a line, with the name that expectations use behind a
                        comma where it is another; statements of other accounts are put aside
  --as-of YYYY-MM-DD    the day from which ages count; the account's last statement
  --allow-gaps          match what follows a missing statement too
  --json                the summary as JSON

Exit codes: 0 done, 1 failure, 2 wrong usage, 3 done, and a statement was put aside.
)";

struct Order {
    std::vector<std::string> statements;
    std::string expectations;
    std::string out;
    std::string rules;
    std::string accounts;
    std::optional<matching::Day> as_of;
    bool allow_gaps = false;
    bool as_json = false;
};

// --statements takes all words up to the next option: each becomes a pair of its own.
std::vector<std::string> OneFileAWord(std::span<const std::string> words) {
    std::vector<std::string> single;
    bool in_statements = false;
    bool first = false;
    for (const auto& word : words) {
        const bool is_option = word.starts_with("--");
        if (in_statements && !is_option && !first) single.emplace_back("--statements");
        first = word == "--statements";
        in_statements = is_option ? first : in_statements;
        single.push_back(word);
    }
    return single;
}

std::string ReadOrder(const cli::Arguments& arguments, Order& order) {
    order = {.statements = arguments.All("--statements"),
             .expectations = arguments.Text("--expectations"),
             .out = arguments.Text("--out"),
             .rules = arguments.Text("--rules"),
             .accounts = arguments.Text("--accounts"),
             .as_of = {},
             .allow_gaps = arguments.Has("--allow-gaps"),
             .as_json = arguments.Has("--json")};
    if (!arguments.fault.empty()) return arguments.fault;
    if (order.statements.empty() || order.expectations.empty() || order.out.empty())
        return "--statements, --expectations and --out are needed";
    if (!arguments.Has("--as-of")) return {};
    order.as_of = matching::ParseDay(arguments.Text("--as-of"), "YYYY-MM-DD");
    return order.as_of ? "" : "--as-of must be YYYY-MM-DD";
}

matching::RulesFile LoadRules(const std::string& path) {
    statements::FileText text;
    if (path.empty())
        text.text = matching::DefaultRules();
    else
        text = statements::ReadFileText(path);
    if (!text.fault.empty()) throw std::runtime_error(path + ": " + text.fault);
    auto file = matching::ReadRulesFile(text.text);
    if (file.faults.empty()) return file;
    std::string all;
    for (const auto& fault : file.faults) all += (all.empty() ? "" : "\n") + path + ": " + fault;
    throw std::runtime_error(all);
}

// Three parts of the work in one line of progress.
class Stages {
public:
    std::function<void(double, std::uint64_t)> Part(double from, double to) {
        return [this, from, to](double share, std::uint64_t done) {
            progress_.Show(from + (to - from) * share, done);
        };
    }

private:
    cli::Progress progress_{"match"};
};

int MatchFiles(const Order& order, std::ostream& out, std::ostream& faults) {
    const auto begun = std::chrono::steady_clock::now();
    const auto rules = LoadRules(order.rules);
    statements::LoadOptions options{.mappings = rules.mappings, .allow_gaps = order.allow_gaps};
    if (!order.accounts.empty()) options.accounts = statements::ReadOwnAccounts(order.accounts);
    MatchSummary summary;
    matching::Book book;
    std::vector<std::string> notes;
    {
        Stages stages;
        notes = ReadExpectations(order.expectations, book, stages.Part(0, 0.3));
        options.currency = OnlyCurrency(book);
        summary.files =
            statements::LoadStatements(order.statements, options, book, stages.Part(0.3, 0.6));
        for (auto& note : UniteAccounts(book)) notes.push_back(std::move(note));
        matching::Seal(book, rules.rules->references);
        const auto outcome = matching::Match(
            book, *rules.rules, [show = stages.Part(0.6, 0.9)](auto done, auto all) {
                show(static_cast<double>(done) / static_cast<double>(all), done);
            });
        summary.counts = WriteMatchRows(order.out, book, *rules.rules, outcome, order.as_of);
    }
    summary.rules = rules.rules->FullVersion();
    summary.out = order.out;
    summary.lines = book.lines.size();
    summary.expectations = book.expectations.size();
    summary.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    out << (order.as_json ? SummaryJson(summary) : SummaryText(summary));
    for (const auto& note : notes) faults << "match: note: expectations: " << note << '\n';
    bool put_aside = false;
    for (const auto& file : summary.files) {
        for (const auto& fault : file.AllFaults()) {
            faults << "match: put aside: " << file.name << ": " << fault << '\n';
            put_aside = true;
        }
        for (const auto& note : file.notes)
            faults << "match: note: " << file.name << ": " << note << '\n';
    }
    return put_aside ? 3 : 0;
}

}  // namespace

int RunMatch(std::span<const std::string> words, std::ostream& out, std::ostream& faults) {
    const auto arguments = cli::ReadArguments(
        OneFileAWord(words), {"--expectations", "--out", "--rules", "--accounts", "--as-of"},
        {"--allow-gaps", "--json"}, {"--statements"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    Order order;
    if (const auto fault = ReadOrder(arguments, order); !fault.empty()) {
        faults << "clearway-reconciliation match: " << fault << "\n\n" << kHelp;
        return 2;
    }
    try {
        return MatchFiles(order, out, faults);
    } catch (const std::exception& failure) {
        faults << "match: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::reconciliation
