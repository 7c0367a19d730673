// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/offline/write_instructions_command.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <filesystem>
#include <fstream>
#include <limits>
#include <ostream>
#include <stdexcept>

#include "async/runtime.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "config/environment.h"
#include "services/settlement/offline/window_message.h"
#include "services/settlement/store/window_reader.h"

namespace clearway::settlement {
namespace {

namespace json = boost::json;

constexpr char kHelp[] =
    R"(Usage: clearway-settlement write-instructions --currency EUR --number N --out FILE [--json]

Writes what a closed window obliges its participants to, as far as it is carried out elsewhere than in
the ledger, as a message of ISO 20022 (pacs.009.001.08). Written again it is the same file, byte for
byte, whatever was agreed with the participants since. It is checked against the schema and against
the digest that the window keeps of its instructions; a file that is there already is replaced when
the new one is complete. When nothing goes elsewhere, no file is written.

  --currency EUR  the window's currency
  --number N      its number
  --out FILE      where the message goes
  --json          what was written as JSON

The database is the one that CLEARWAY_DATABASE_URL names; nothing in it is changed.

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

constexpr int kPage = 1'000;

struct Wanted {
    WindowKey key;
    std::string out;
};

// What is refused, in words for who runs the command.
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class InstructionsWriter {
public:
    explicit InstructionsWriter(const std::string& url) : readers_(url, 1) {}

    // The totals of what was written to `file`; none: there is no file.
    MessageTotals Write(const WindowKey& key, const std::string& file) {
        const auto settling = Find(key);
        const auto totals = Check(settling);
        if (totals.transfers == 0) return totals;
        const auto aside = file + ".part";
        try {
            WriteMessage(settling, totals, aside);
        } catch (...) {
            std::filesystem::remove(aside);
            throw;
        }
        std::filesystem::rename(aside, file);
        return totals;
    }

    std::string Digest() const { return core::ToHex(digest_); }

private:
    template <class T>
    T Wait(async::Task<core::Result<T>> task) {
        auto result = async::BlockOn(runtime_.GetExecutor(), std::move(task));
        if (!result && result.error().code == core::ErrorCode::kNotFound)
            throw Refused("there is no such window");
        if (!result) throw Refused("the database cannot be read");
        return std::move(*result);
    }

    Settling Find(const WindowKey& key) {
        auto settling = Wait(reader_.FindWindow(key));
        const auto state = settling.window.state;
        const bool is_made = state == WindowState::kSettling || state == WindowState::kSettled;
        if (!is_made || settling.announced < settling.instructions) {
            throw Refused(std::string("its instructions are not made yet, it is ") + NameOf(state));
        }
        return settling;
    }

    template <class Take>
    void ForEach(const Settling& settling, Take take) {
        const WindowKey key{settling.window.currency, settling.window.number};
        std::int64_t place = 0;
        cli::Progress progress("write-instructions");
        while (place < settling.instructions) {
            const auto page = Wait(reader_.ListInstructions(key, place, kPage));
            if (page.empty()) throw Refused("instructions of it are missing");
            for (const auto& stored : page) take(stored.instruction);
            place = page.back().instruction.place;
            progress.Show(static_cast<double>(place) / static_cast<double>(settling.instructions),
                          static_cast<std::uint64_t>(place));
        }
    }

    MessageTotals Check(const Settling& settling) {
        MessageTotals totals;
        ForEach(settling, [&](const Instruction& instruction) {
            digest_ = ExtendDigest(digest_, std::span(&instruction, 1));
            if (!instruction.IsInLedger() && !Add(instruction, totals))
                throw Refused("the sum of its instructions is beyond 64 bits");
        });
        if (digest_ != settling.digest)
            throw Refused("its instructions are not those that were made");
        return totals;
    }

    void WriteMessage(const Settling& settling, const MessageTotals& totals,
                      const std::string& file) {
        std::ofstream stream(file, std::ios::binary | std::ios::trunc);
        iso20022::MessageWriter writer(iso20022::MessageKind::kPacs009,
                                       [&](std::string_view piece) { stream << piece; });
        bool good = writer.Put(HeaderOf(settling.window, totals));
        ForEach(settling, [&](const Instruction& instruction) {
            if (instruction.IsInLedger() || !good) return;
            good = writer.Put(TransferOf(settling.window, instruction));
        });
        if (!good || !writer.Finish())
            throw Refused("the message breaks its rules: " + writer.Found().Kept().front().message);
        stream.close();
        if (!stream) throw Refused("the file cannot be written");
    }

    async::Runtime runtime_{1};
    postgres::ReadPool readers_;
    StoredWindowReader reader_{readers_, readers_};
    std::string digest_;
};

std::optional<Wanted> ReadWanted(const cli::Arguments& arguments, std::string& fault) {
    fault = arguments.fault;
    const auto currency = core::Currency::Parse(arguments.Text("--currency"));
    const auto number =
        arguments.Number("--number", 0, 1, std::numeric_limits<std::int64_t>::max());
    if (!fault.empty()) return std::nullopt;
    if (!currency) fault = "--currency must be a currency";
    if (!number || *number == 0) fault = "--number must be a whole number above zero";
    if (arguments.Text("--out").empty()) fault = "--out must name a file";
    if (!fault.empty()) return std::nullopt;
    return Wanted{.key = {.currency = *currency, .number = *number},
                  .out = arguments.Text("--out")};
}

std::string TextOf(const Wanted& wanted, const MessageTotals& totals, const std::string& digest,
                   bool as_json) {
    const core::Money sum(wanted.key.currency, totals.amount);
    const std::string currency(wanted.key.currency.Code());
    if (as_json) {
        return json::serialize(json::object{{"currency", currency},
                                            {"number", wanted.key.number},
                                            {"transfers", totals.transfers},
                                            {"amount", core::FormatDecimal(sum)},
                                            {"instructions_digest", digest},
                                            {"file", totals.transfers > 0 ? wanted.out : ""}}) +
               "\n";
    }
    const auto name = "window " + currency + " " + std::to_string(wanted.key.number);
    if (totals.transfers == 0) return name + " has nothing to be carried out elsewhere\n";
    return name + ": " + std::to_string(totals.transfers) + " transfers of " +
           core::FormatDecimal(sum) + " " + currency + " in " + wanted.out + "\n";
}

}  // namespace

int RunWriteInstructions(std::span<const std::string> words, std::ostream& out,
                         std::ostream& faults) {
    const auto arguments =
        cli::ReadArguments(words, {"--currency", "--number", "--out"}, {"--json"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    std::string fault;
    const auto wanted = ReadWanted(arguments, fault);
    if (!wanted) {
        faults << "clearway-settlement write-instructions: " << fault << "\n\n" << kHelp;
        return 2;
    }
    try {
        config::Environment environment;
        const auto url = environment.Text("CLEARWAY_DATABASE_URL");
        if (!environment.Faults().empty()) throw Refused(environment.Faults().front());
        InstructionsWriter writer(url);
        const auto totals = writer.Write(wanted->key, wanted->out);
        out << TextOf(*wanted, totals, writer.Digest(), arguments.Has("--json"));
        return 0;
    } catch (const std::exception& failure) {
        faults << "write-instructions: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::settlement
