// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/progress.h"
#include "config/environment.h"
#include "vault/key_rotation.h"
#include "vault/pkcs11/token_keys.h"

namespace clearway::vault {
namespace {

constexpr char kHelp[] =
    R"(clearway-vault: sets up the token that holds the master keys, and rotates them.

Usage: clearway-vault <command>
  create-keys        the first key-encryption key and the first search key, where there is none
  new-key            another key-encryption key, the current one from now on
  rotate             wraps the data keys of one database under the current key and retires the others;
                     begin it again when it was broken off
  destroy-key KEY    removes a key from the token, once each database that uses it has retired it;
                     what is still wrapped under it, in a backup for one, is lost for ever
  help               this text (--help, -h)
  --version          the version

Settings (environment):
  CLEARWAY_PKCS11_MODULE    path of the token's PKCS#11 library
  CLEARWAY_PKCS11_TOKEN     label of the token
  CLEARWAY_PKCS11_PIN_FILE  file with the user PIN
  CLEARWAY_DATABASE_URL     the database of a service, for rotate

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

void RefuseFaults(const config::Environment& environment) {
    if (!environment.Faults().empty()) throw std::runtime_error(environment.Faults().front());
}

TokenSettings Settings() {
    config::Environment environment;
    auto settings = ReadTokenSettings(environment);
    RefuseFaults(environment);
    return settings;
}

int RunCreateKeys() {
    TokenKeys keys(Settings());
    if (keys.KeyIds().empty()) std::cout << "made " << keys.MakeKey() << '\n';
    if (keys.SearchKeyIds().empty()) std::cout << "made " << keys.MakeSearchKey() << '\n';
    return 0;
}

int RunNewKey() {
    std::cout << "made " << TokenKeys(Settings()).MakeKey() << '\n';
    return 0;
}

int RunRotate() {
    config::Environment environment;
    const auto url = environment.Text("CLEARWAY_DATABASE_URL");
    RefuseFaults(environment);
    TokenKeys keys(Settings());
    KeyRotation rotation(url, keys);
    RotationProgress done;
    {
        cli::Progress shown("rotate");
        done = rotation.Run([&](const RotationProgress& progress) {
            const auto total = static_cast<double>(std::max(progress.total, progress.done));
            shown.Show(static_cast<double>(progress.done) / std::max(total, 1.0), progress.done);
        });
    }
    std::cout << done.done << " data keys are wrapped under " << keys.CurrentKeyId() << " now\n";
    for (const auto& id : rotation.Retire()) std::cout << "retired " << id << '\n';
    if (done.failed == 0) return 0;
    std::cerr << "clearway-vault: " << done.failed
              << " data keys do not unwrap; the log has them\n";
    return 1;
}

int RunDestroyKey(const std::string& id) {
    TokenKeys(Settings()).DestroyKey(id);
    std::cout << "destroyed " << id << '\n';
    return 0;
}

int Run(std::span<const std::string> words) {
    const auto command = words.empty() ? std::string() : words.front();
    if (command == "destroy-key" && words.size() == 2) return RunDestroyKey(words[1]);
    if (words.size() == 1) {
        if (command == "create-keys") return RunCreateKeys();
        if (command == "new-key") return RunNewKey();
        if (command == "rotate") return RunRotate();
        if (command == "help" || command == "--help" || command == "-h") {
            std::cout << kHelp;
            return 0;
        }
        if (command == "--version") {
            std::cout << "clearway-vault " << CLEARWAY_VERSION << '\n';
            return 0;
        }
    }
    std::cerr << "clearway-vault: these words are no command that it knows.\n\n" << kHelp;
    return 2;
}

}  // namespace
}  // namespace clearway::vault

int main(int argc, char** argv) {
    try {
        return clearway::cli::ExitCode(
            "clearway-vault",
            clearway::vault::Run(std::vector<std::string>(argv + 1, argv + argc)));
    } catch (const std::exception& failure) {
        std::cerr << "clearway-vault failed: " << failure.what() << '\n';
        return 1;
    }
}
