// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/package_command.h"

#include <boost/json/serialize.hpp>
#include <ostream>

#include "cli/bounded_file.h"
#include "crypto/base64.h"
#include "services/fraud/model/model_folder.h"

namespace clearway::fraud {

namespace {

namespace json = boost::json;

constexpr std::size_t kPolicyMax = 1 << 20;

constexpr char kHelp[] = R"(Usage: clearway-fraud package --model DIR
       clearway-fraud package --policy FILE

Prints the request that submits a signed model folder or a policy file to the registry:

  clearway-fraud package --model DIR |
      clearway-operator call fraud.v1.FraudReleaseService/SubmitRelease -

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

int Fail(std::ostream& err, const std::string& why) {
    err << "clearway-fraud package: " << why << '\n';
    return 1;
}

int PackageModel(const std::string& path, std::ostream& out, std::ostream& err) {
    auto folder = ReadModelFolder(path);
    if (!folder.package) return Fail(err, path + ": " + folder.faults.front());
    const auto& package = *folder.package;
    if (package.signature.empty())
        return Fail(err, path + " is not signed; run clearway-fraud sign-model first");
    out << json::serialize(json::object{{"model",
                                         {{"manifest", crypto::ToBase64(package.manifest)},
                                          {"signature", crypto::ToBase64(package.signature)},
                                          {"booster", crypto::ToBase64(package.booster)},
                                          {"card", package.card}}}})
        << '\n';
    return 0;
}

int PackagePolicy(const std::string& path, std::ostream& out, std::ostream& err) {
    const auto file = cli::ReadBoundedFile(path, kPolicyMax);
    if (!file.text) return Fail(err, path + ": " + file.fault);
    out << json::serialize(json::object{{"policy", *file.text}}) << '\n';
    return 0;
}

}  // namespace

int RunPackage(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
    if (arguments.size() == 1 && (arguments[0] == "--help" || arguments[0] == "-h")) {
        out << kHelp;
        return 0;
    }
    if (arguments.size() == 2 && arguments[0] == "--model")
        return PackageModel(arguments[1], out, err);
    if (arguments.size() == 2 && arguments[0] == "--policy")
        return PackagePolicy(arguments[1], out, err);
    err << kHelp;
    return 2;
}

}  // namespace clearway::fraud
