// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/bundle_command.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "cli/arguments.h"
#include "cli/bounded_file.h"
#include "cli/draft.h"
#include "crypto/base64.h"
#include "services/audit/offline/bundle.h"
#include "services/audit/offline/log_file.h"

namespace clearway::audit {

namespace {

namespace json = boost::json;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;
constexpr std::size_t kAnswerBytesMax = 64u << 20;

constexpr char kHelp[] =
    R"(Usage: clearway-audit bundle --out FILE [--answer FILE]...

Makes a file, which `clearway-audit verify` checks with the log's public key alone, of what the audit
service answered: a bundle of ListEntries or GetInclusionProof, a growth of GetConsistencyProof.

  clearway-operator call audit.v1.AuditService/ListEntries '{"stream_ids":["PAYMENT","HOLD"]}' |
      clearway-audit bundle --out payment.bundle

  --out FILE     where it goes; there once it is whole
  --answer FILE  an answer as JSON; several are pages of one, of the same checkpoint. Without it, the
                 answer comes on standard input

Needs no network, database or setting. It checks nothing: verify does.

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

// 64-bit integers are texts in the JSON of protobuf.
std::uint64_t NumberOf(const json::value& value) {
    if (value.is_string()) return std::stoull(std::string(value.get_string()));
    return value.to_number<std::uint64_t>();
}

merkle::Hash HashOf(const json::value& value) {
    const auto bytes = crypto::FromBase64(std::string(value.as_string()));
    if (!bytes || bytes->size() != merkle::kHashSize)
        throw std::runtime_error("a proof holds what is no hash");
    return merkle::HashOfBytes(bytes->data());
}

// A text of one line: what follows a line end would be read as a line of its own.
std::string LineOf(const json::value& value) {
    std::string text(value.as_string());
    if (text.find('\n') != std::string::npos) throw std::runtime_error("a leaf is no line");
    return text;
}

std::vector<merkle::Hash> ReadProof(const json::value& answer) {
    std::vector<merkle::Hash> hashes;
    // The only leaf of a log needs none, and a log that has not grown.
    if (const auto* proof = answer.as_object().if_contains("proof"))
        for (const auto& hash : proof->as_array()) hashes.push_back(HashOf(hash));
    return hashes;
}

ProvenEntries ReadAnswer(const json::value& answer) {
    const auto& checkpoint = answer.at("checkpoint");
    ProvenEntries proven{.checkpoint = {.size = NumberOf(checkpoint.at("size")),
                                        .note = std::string(checkpoint.at("note").as_string())}};
    const auto* entries = answer.as_object().if_contains("entries");
    if (entries == nullptr) return proven;
    for (const auto& entry : entries->as_array()) {
        auto& one = proven.entries.emplace_back();
        one.number = NumberOf(entry.at("number"));
        one.leaf = LineOf(entry.at("leaf"));
        one.proof = ReadProof(entry);
    }
    return proven;
}

void Add(ProvenEntries page, ProvenEntries& all) {
    if (all.checkpoint.note.empty()) all.checkpoint = page.checkpoint;
    if (all.checkpoint.note != page.checkpoint.note)
        throw std::runtime_error(
            "the answers are of different checkpoints: ask for the pages with "
            "the signed_size of the first");
    std::ranges::move(page.entries, std::back_inserter(all.entries));
}

std::vector<json::value> ReadAnswers(const std::vector<std::string>& paths) {
    if (paths.empty())
        return {json::parse(std::string(std::istreambuf_iterator<char>(std::cin), {}))};
    std::vector<json::value> answers;
    for (const auto& path : paths) {
        const auto file = cli::ReadBoundedFile(path, kAnswerBytesMax);
        if (!file.text) throw std::runtime_error(path + " " + file.fault);
        answers.push_back(json::parse(*file.text));
    }
    return answers;
}

ProvenEntries Gather(const std::vector<json::value>& answers) {
    ProvenEntries all;
    for (const auto& answer : answers) Add(ReadAnswer(answer), all);
    if (all.entries.empty()) throw std::runtime_error("the answer holds no entry");
    std::ranges::sort(all.entries, {}, &ProvenEntry::number);
    return all;
}

void WriteGrowth(const json::value& answer, const std::string& path) {
    cli::TextDraft file(path, false);
    const auto write = [&](std::string_view line) { file.WriteLine(line); };
    write(kGrowthHeader);
    write(TextOf(ProofOf(ReadProof(answer))));
    WriteCheckpoint(std::string(answer.at("checkpoint").at("note").as_string()), write);
    file.Finish();
    std::cout << "the growth since " << NumberOf(answer.at("from_size")) << " entries in " << path
              << '\n';
}

void WriteBundle(const ProvenEntries& proven, const std::string& path) {
    cli::TextDraft file(path, false);
    const auto write = [&](std::string_view line) { file.WriteLine(line); };
    write(kBundleHeader);
    WriteEntries(proven, write);
    WriteCheckpoint(proven.checkpoint.note, write);
    file.Finish();
    std::cout << proven.entries.size() << " entries in " << path << '\n';
}

}  // namespace

int RunBundle(std::span<const std::string> words) {
    const auto arguments = cli::ReadArguments(words, {"--out"}, {}, {"--answer"});
    if (arguments.help) {
        std::cout << kHelp;
        return kDone;
    }
    if (!arguments.fault.empty() || !arguments.Has("--out")) {
        std::cerr << "clearway-audit bundle: "
                  << (arguments.fault.empty() ? "--out is needed" : arguments.fault) << ".\n\n"
                  << kHelp;
        return kWrongUse;
    }
    try {
        const auto answers = ReadAnswers(arguments.All("--answer"));
        const auto path = arguments.Text("--out");
        const bool is_growth =
            answers.size() == 1 && answers.front().as_object().contains("from_size");
        is_growth ? WriteGrowth(answers.front(), path) : WriteBundle(Gather(answers), path);
        return kDone;
    } catch (const std::exception& failure) {
        std::cerr << "clearway-audit bundle: " << failure.what() << '\n';
        return kFailed;
    }
}

}  // namespace clearway::audit
