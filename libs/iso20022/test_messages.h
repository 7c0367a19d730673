// SPDX-License-Identifier: Apache-2.0
// Messages for tests: the samples, and what is made of them.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "iso20022/part.h"
#include "iso20022/rules/finding.h"

namespace clearway::iso20022 {

inline std::string FileText(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("no such file: " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string Sample(const std::string& name) {
    return FileText("libs/iso20022/testdata/" + name);
}

inline std::string Replaced(std::string text, const std::string& old, const std::string& by) {
    const auto at = text.find(old);
    if (at == std::string::npos) throw std::runtime_error("the text has no " + old);
    return text.replace(at, old.size(), by);
}

inline core::Money Amount(const char* currency, std::int64_t minor) {
    return core::Money(*core::Currency::Parse(currency), minor);
}

inline core::Money Euro(std::int64_t minor) { return Amount("EUR", minor); }

inline std::vector<std::string> Codes(const Findings& findings) {
    std::vector<std::string> codes;
    for (const auto& finding : findings.Kept()) codes.push_back(finding.code);
    return codes;
}

}  // namespace clearway::iso20022
