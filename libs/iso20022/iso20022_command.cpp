// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "cli/bounded_file.h"
#include "cli/exit_code.h"
#include "cli/packed_file.h"
#include "cli/progress.h"
#include "iso20022/example_messages.h"
#include "iso20022/message_writer.h"
#include "iso20022/read_report.h"

namespace clearway::iso20022 {
namespace {

constexpr char kHelp[] =
    R"(clearway-iso20022: reads messages of ISO 20022 and says what is in them.

Usage: clearway-iso20022 read [--json] [--transactions N] [--] FILE...
       clearway-iso20022 examples FOLDER
       clearway-iso20022 types | help | --version

  read FILE...        prints a line of JSON for each file: its message type, whether it is valid, the
                      reasons if it is not, and what it holds. Plain or gzip, also from a pipe; - is
                      standard input. A file is told apart by its namespace, validated against the
                      schema of its version and judged by the rules beside it: currencies and digits of
                      amounts, IBAN, BIC, UETR, counts and sums. A statement that holds not all that lies between
                      its balances is valid and has "balanced": false with a warning: look at that
                      before you book by it. Where it says how many entries it has, it is not valid
  --transactions N    tells at most N transactions or statements of a file one by one (10000);
                      all are counted
  --json              JSON, which it is anyway
  examples FOLDER     writes one message of each type that is written, as it would leave
  types               prints the message types that are read
  help                this text (--help, -h)
  --version           the version

A line: file, message_type, valid, reasons and warnings (code, message, line, path), message_id.
Of payments and what is said of them: number_of_transactions and transactions, each with amount,
currency, debtor, creditor, debtor_account, creditor_account, debtor_agent, creditor_agent, uetr,
end_to_end_id, as far as the message has them; those of a single one also beside the file's name.
Of statements: number_of_statements, and statements, each with account, balances, number_of_entries, credits and
debits (entries, sum) and balanced; those of a single one also beside the file's name.

Exit codes: 0 all files are valid, 1 one is not or the answer was not written, 2 wrong usage.
)";

constexpr std::size_t kTransactionsTold = 10'000;

bool ReadOne(const std::string& name, std::size_t transactions_max) {
    ReadReport report(name, transactions_max);
    const bool is_input = name == "-";
    cli::Progress progress(is_input ? "standard input" : name);
    auto file =
        is_input ? cli::PackedFile(cli::PackedFile::StandardInput{}) : cli::PackedFile(name);
    const auto result = ReadMessage(
        [&](std::span<char> room) {
            const auto count = file.Read(room);
            progress.Show(file.ShareRead(), file.BytesRead());
            return count;
        },
        [&](Part&& part) { report.Take(part); });
    if (!file.Fault().empty()) {
        std::cout << UnreadableLine(name, file.Fault()) << std::endl;
        return false;
    }
    std::cout << report.Line(result) << std::endl;
    return result.IsValid();
}

int WrongUsage(const std::string& why) {
    std::cerr << "clearway-iso20022: " << why << "\n\n" << kHelp;
    return 2;
}

int RunRead(std::span<const std::string> words) {
    std::size_t transactions_max = kTransactionsTold;
    std::vector<std::string> files;
    bool options = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (options && (word == "--help" || word == "-h")) {
            std::cout << kHelp;
            return 0;
        }
        if (options && word == "--") {
            options = false;
        } else if (options && word == "--json") {  // it tells nothing else
        } else if (options && word == "--transactions") {
            const auto number = ++i < words.size() ? words[i] : std::string();
            const bool digits =
                !number.empty() && number.size() < 10 &&
                std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
            if (!digits) return WrongUsage("--transactions needs a number");
            transactions_max = std::stoul(number);
        } else if (options && word.size() > 1 && word.starts_with('-')) {
            return WrongUsage("'" + word + "' is not understood");
        } else {
            files.push_back(word);
        }
    }
    if (files.empty()) return WrongUsage("read needs a file");
    bool all_valid = true;
    for (const auto& file : files) all_valid = ReadOne(file, transactions_max) && all_valid;
    return all_valid ? 0 : 1;
}

int RunExamples(const std::filesystem::path& folder) {
    for (const auto& type : AllMessageTypes()) {
        if (WrittenType(type.kind) != type) continue;
        const auto text = WriteMessage(type.kind, ExampleMessage(type.kind));
        if (!text)
            throw std::runtime_error("the example of " + std::string(type.name) + " is none");
        const auto path = folder / (std::string(type.name) + ".xml");
        cli::ReplaceFile(path, *text, 0644);
        std::cout << path.string() << '\n';
    }
    return 0;
}

int Run(std::span<const std::string> words) {
    if (words.empty()) return WrongUsage("a command is missing");
    const auto& command = words.front();
    if (command == "read") return RunRead(words.subspan(1));
    if (command == "examples" && words.size() == 2 && !words[1].starts_with('-'))
        return RunExamples(words[1]);
    if (words.size() > 1) return WrongUsage("these words are no command that it knows");
    if (command == "help" || command == "--help" || command == "-h") {
        std::cout << kHelp;
        return 0;
    }
    if (command == "--version") {
        std::cout << "clearway-iso20022 " << CLEARWAY_VERSION << '\n';
        return 0;
    }
    if (command == "types") {
        for (const auto& type : AllMessageTypes()) std::cout << type.name << '\n';
        return 0;
    }
    return WrongUsage("these words are no command that it knows");
}

}  // namespace
}  // namespace clearway::iso20022

int main(int argc, char** argv) {
    try {
        return clearway::cli::ExitCode(
            "clearway-iso20022",
            clearway::iso20022::Run(std::vector<std::string>(argv + 1, argv + argc)));
    } catch (const std::exception& failure) {
        std::cerr << "clearway-iso20022 failed: " << failure.what() << '\n';
        return 1;
    }
}
