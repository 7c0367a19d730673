// SPDX-License-Identifier: Apache-2.0
// The two commands of a model's author: make a pair of keys, and sign a model folder with it.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace clearway::fraud {

// `sign-model --model DIR --key FILE.pem`: writes DIR/manifest.sig, after checking that the
// manifest is sound and describes the booster beside it. Answers the exit code: 0, 1 failure, 2
// wrong usage.
int RunSignModel(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

// `new-model-key --out FILE.pem [--public FILE]`: writes the private key (0600), and prints the
// public one or writes it to FILE. Overwrites nothing. The same exit codes.
int RunNewModelKey(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace clearway::fraud
