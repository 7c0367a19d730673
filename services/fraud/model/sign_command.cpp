// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/sign_command.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <set>

#include "cli/bounded_file.h"
#include "crypto/ed25519.h"
#include "services/fraud/model/model_folder.h"
#include "services/fraud/model/signature_text.h"
#include "services/fraud/model/verify_model.h"

namespace clearway::fraud {

namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;
constexpr std::size_t kKeyBytesMax = 16 * 1024;
constexpr unsigned kPrivateMode = 0600;
constexpr unsigned kPublicMode = 0644;

constexpr std::string_view kSignHelp =
    "Usage: clearway-fraud sign-model --model DIR --key FILE.pem\n\n"
    "Signs the model in DIR: writes DIR/manifest.sig, the Ed25519 signature of manifest.json, "
    "which\n"
    "names the booster by its SHA-256. A service scores with a model only when it trusts the key.\n"
    "The manifest must be sound and fit model.ubj, and nothing else is looked at: evaluate first.\n"
    "A signature that is there is replaced.\n\n"
    "  --model DIR     the folder: manifest.json, model.ubj\n"
    "  --key FILE.pem  the private key; `clearway-fraud new-model-key` makes one\n\n"
    "Exit codes: 0 done, 1 failure, 2 wrong usage.\n";

constexpr std::string_view kKeyHelp =
    "Usage: clearway-fraud new-model-key --out FILE.pem [--public FILE]\n\n"
    "Makes an Ed25519 key with which models are signed. The private key is written unencrypted "
    "and\n"
    "readable by you only (0600): keep it where models are released, never where they are used.\n"
    "Give the public key to the services that shall trust it. Nothing is overwritten.\n\n"
    "  --out FILE.pem  where the private key goes\n"
    "  --public FILE   where the public key goes; without it, it is printed\n\n"
    "Exit codes: 0 done, 1 failure, 2 wrong usage.\n";

using Options = std::map<std::string, std::string, std::less<>>;

// Pairs of a known option and its value, none twice; nullopt for anything else.
std::optional<Options> ParseOptions(std::span<const std::string> arguments,
                                    const std::set<std::string, std::less<>>& known) {
    Options options;
    if (arguments.size() % 2 != 0) return std::nullopt;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        if (!known.contains(arguments[i]) || arguments[i + 1].empty()) return std::nullopt;
        if (!options.emplace(arguments[i], arguments[i + 1]).second) return std::nullopt;
    }
    return options;
}

bool AsksForHelp(std::span<const std::string> arguments) {
    return std::ranges::any_of(
        arguments, [](const std::string& one) { return one == "--help" || one == "-h"; });
}

int WrongUse(std::ostream& err, std::string_view command, std::string_view help) {
    err << command << ": its arguments are not understood.\n\n" << help;
    return kWrongUse;
}

std::optional<crypto::PrivateKey> ReadKey(const std::string& path, std::ostream& err) {
    const auto file = cli::ReadBoundedFile(path, kKeyBytesMax);
    if (!file.text) {
        err << "sign-model: " << path << ": " << file.fault << '\n';
        return std::nullopt;
    }
    auto key = crypto::PrivateKey::FromPem(*file.text);
    if (!key) err << "sign-model: " << path << ": is no Ed25519 private key in PEM\n";
    return key;
}

int Refuse(std::ostream& err, const std::string& path, const std::vector<std::string>& faults) {
    err << "sign-model: " << path << " is not signed:\n";
    for (const auto& fault : faults) err << "  " << fault << '\n';
    return kFailed;
}

int Sign(const std::string& path, const std::string& key_path, std::ostream& out,
         std::ostream& err) {
    const auto folder = ReadModelFolder(path);
    if (!folder.package) return Refuse(err, path, folder.faults);
    const auto read = ReadManifest(folder.package->manifest);
    if (!read.manifest) return Refuse(err, path + "/" + std::string(kManifestFile), read.faults);
    const auto misfits = BoosterFaults(*read.manifest, folder.package->booster);
    if (!misfits.empty()) return Refuse(err, path, misfits);
    const auto key = ReadKey(key_path, err);
    if (!key) return kFailed;
    cli::ReplaceFile(std::filesystem::path(path) / kSignatureFile,
                     SignatureToText(key->Sign(folder.package->manifest)), kPublicMode);
    out << "signed " << read.manifest->FullVersion() << " with key " << key->Public().Id() << '\n';
    return kOk;
}

// The public file first: alone it does no harm, and is taken back when the private one fails.
int MakeKey(const std::string& path, const std::optional<std::string>& public_path,
            std::ostream& out, std::ostream& err) {
    const auto key = crypto::PrivateKey::Generate();
    const auto exists = [&](const std::string& file) {
        err << "new-model-key: " << file << ": is there already, and is not overwritten\n";
        return kFailed;
    };
    if (public_path && !cli::MakeFile(*public_path, key.Public().ToPem(), kPublicMode))
        return exists(*public_path);
    bool made = false;
    try {
        made = cli::MakeFile(path, key.ToPem(), kPrivateMode);
    } catch (...) {
        if (public_path) std::filesystem::remove(*public_path);
        throw;
    }
    if (!made) {
        if (public_path) std::filesystem::remove(*public_path);
        return exists(path);
    }
    out << "made key " << key.Public().Id() << " in " << path << '\n';
    if (!public_path) out << key.Public().ToPem();
    return kOk;
}

}  // namespace

int RunSignModel(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
    if (AsksForHelp(arguments)) {
        out << kSignHelp;
        return kOk;
    }
    const auto options = ParseOptions(arguments, {"--model", "--key"});
    if (!options || options->size() != 2) return WrongUse(err, "sign-model", kSignHelp);
    try {
        return Sign(options->at("--model"), options->at("--key"), out, err);
    } catch (const std::exception& failure) {
        err << "sign-model: " << failure.what() << '\n';
        return kFailed;
    }
}

int RunNewModelKey(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
    if (AsksForHelp(arguments)) {
        out << kKeyHelp;
        return kOk;
    }
    const auto options = ParseOptions(arguments, {"--out", "--public"});
    if (!options || !options->contains("--out")) return WrongUse(err, "new-model-key", kKeyHelp);
    const auto found = options->find("--public");
    const auto public_path = found == options->end() ? std::nullopt : std::optional(found->second);
    try {
        return MakeKey(options->at("--out"), public_path, out, err);
    } catch (const std::exception& failure) {
        err << "new-model-key: " << failure.what() << '\n';
        return kFailed;
    }
}

}  // namespace clearway::fraud
