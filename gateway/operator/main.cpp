// SPDX-License-Identifier: Apache-2.0
// clearway-operator: what an operator does from a shell. Exit code 0, 1 when the call was refused
// or a check failed, 2 for wrong usage or settings.
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <vector>

#include "cli/exit_code.h"
#include "gateway/operator/answer_outline.h"
#include "gateway/operator/answer_table.h"
#include "gateway/operator/remote.h"
#include "gateway/operator/shortcuts.h"
#include "gateway/transcode/linked_services.h"
#include "gateway/transcode/openapi.h"
#include "rpc/process_exit.h"

namespace clearway::gateway::console {
namespace {

constexpr int kRefused = 1;
constexpr int kWrongUsage = 2;
constexpr std::size_t kHelpColumn = 17;  // of the words after the program's name

std::string UpperCase(std::string_view text) {
    std::string upper(text);
    for (char& c : upper) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return upper;
}

std::string Help() {
    std::string text =
        "clearway-operator: calls the services of Clearway as an operator.\n\n"
        "  clearway-operator call METHOD [JSON | -] [--peer NAME]\n"
        "                             print the answer as JSON; - reads the request from stdin;\n"
        "                             --peer for calls that every service serves\n"
        "  clearway-operator list     the methods that operators may call\n"
        "  clearway-operator openapi  the OpenAPI document of the gateway\n\n";
    for (const Shortcut& shortcut : Shortcuts()) {
        if (shortcut.help.empty()) continue;
        std::string words(shortcut.words);
        if (!shortcut.arguments.empty()) words += " " + UpperCase(shortcut.arguments);
        text += "  clearway-operator " + words;
        // What is too long for the column has its help below.
        text += words.size() > kHelpColumn ? "\n" + std::string(kHelpColumn + 20, ' ')
                                           : std::string(kHelpColumn - words.size(), ' ');
        text += "  " + std::string(shortcut.help) + "\n";
    }
    return text +
           "\nSettings, from the environment:\n"
           "  CLEARWAY_TLS_CA, CLEARWAY_TLS_CERT, CLEARWAY_TLS_KEY   PEM files of an operator\n"
           "  CLEARWAY_PEER_<SERVICE>   host:port of the service that is called\n\n"
           "Exit code: 0, 1 refused or a check failed, 2 wrong usage or settings.\n";
}

int Usage(const std::string& why) {
    std::cerr << "clearway-operator: " << why << " (see --help)\n";
    return kWrongUsage;
}

int Refuse(const core::Error& error) {
    std::string why;
    for (const core::FieldError& field : error.field_errors) {
        why += (why.empty() ? "" : "; ") + field.field + " " + field.message;
    }
    if (why.empty()) why = error.Detail();
    std::cerr << core::Describe(error.code).name << ": " << why << "\n";
    return kRefused;
}

// What is not done yet must not look like success.
void TellWhatWaits(const OperatorCall& call, const std::string& answer) {
    if (MayAwaitSecondOperator(call) && IsTrue(answer, kAwaitsSecondOperator))
        std::cerr << "clearway-operator: it waits for a second operator\n";
}

// `show` prints the answer and says how the command ends.
template <class Show>
int CallAndShow(const OperatorCall& call, const std::string& peer, const std::string& json,
                Show show) {
    config::Environment environment;
    const auto answer = CallRemote(call, peer, json, environment);
    if (!environment.Faults().empty()) {
        for (const std::string& fault : environment.Faults()) std::cerr << fault << "\n";
        return kWrongUsage;
    }
    if (!answer) return Refuse(answer.error());
    const int code = show(*answer);
    TellWhatWaits(call, *answer);
    return code;
}

int RunCall(std::vector<std::string> words) {
    std::string peer;
    if (words.size() >= 2 && words[words.size() - 2] == "--peer") {
        peer = words.back();
        words.resize(words.size() - 2);
    }
    if (words.empty() || words.size() > 2) return Usage("call takes a method and a request");
    const auto call = FindCall(words[0]);
    if (!call) return Usage("there is no such method for operators: " + words[0]);
    if (call->peer.empty() == peer.empty()) {
        return Usage(peer.empty() ? "say which service: --peer NAME"
                                  : "--peer is not for this one");
    }
    std::string json = words.size() == 2 ? words[1] : "{}";
    if (json == "-") json.assign(std::istreambuf_iterator<char>(std::cin), {});
    if (peer.empty()) peer = call->peer;
    return CallAndShow(*call, peer, json, [](const std::string& answer) {
        std::cout << answer << "\n";
        return 0;
    });
}

int RunShortcut(const std::vector<std::string>& words) {
    const auto found = FindShortcut(words);
    if (!found) return Usage("there is no such command");
    const auto call = FindCall(found->shortcut->call);
    if (!call) throw std::logic_error("a shortcut names no method");
    return CallAndShow(*call, call->peer, found->json, [&](const std::string& answer) {
        std::cout << (found->shortcut->as_outline ? AnswerOutline(answer) : AnswerTable(answer));
        const std::string_view member = found->shortcut->must_be_true;
        return !member.empty() && IsFalse(answer, member) ? kRefused : 0;
    });
}

int List() {
    for (const OperatorCall& call : OperatorCalls()) {
        std::cout << call.name << (call.peer.empty() ? " --peer NAME" : "")
                  << (call.summary.empty() ? "" : "  " + call.summary) << "\n";
    }
    return 0;
}

int Run(const std::vector<std::string>& words) {
    if (words.empty()) return Usage("a command is missing");
    if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
        std::cout << Help();
        return 0;
    }
    if (words[0] == "call") return RunCall({words.begin() + 1, words.end()});
    if (words.size() == 1 && words[0] == "list") return List();
    if (words.size() == 1 && words[0] == "openapi") {
        std::cout << OpenApiDocument(RouteTable(LinkedServices()));
        return 0;
    }
    return RunShortcut(words);
}

}  // namespace
}  // namespace clearway::gateway::console

int main(int argc, char** argv) {
    clearway::rpc::LeaveCryptoAloneAtExit();
    try {
        return clearway::cli::ExitCode("clearway-operator",
                                       clearway::gateway::console::Run({argv + 1, argv + argc}));
    } catch (const std::exception& error) {
        std::cerr << "clearway-operator: " << error.what() << "\n";
        return 1;
    }
}
