// SPDX-License-Identifier: Apache-2.0
// What is wrong with a message. Texts say which element and why, never what it holds.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace clearway::iso20022 {

enum class Severity {
    kError,    // the message is not to be used
    kWarning,  // it is usable; a reader that needs what is told here must look
};

struct Finding {
    Severity severity = Severity::kError;
    std::string code;     // "iban_check_digits": stable, for programs
    std::string message;  // a sentence
    std::string path = {};
    std::size_t line = 0;  // 0: of no line

    friend bool operator==(const Finding&, const Finding&) = default;
};

// Keeps the first of them: a broken file of millions of entries must not fill the memory.
class Findings {
public:
    static constexpr std::size_t kKept = 100;

    // Who is told of each of them, kept or not, as it is found.
    void TellTo(std::function<void(const Finding&)> listener) { listener_ = std::move(listener); }

    void Add(Finding finding) {
        if (listener_) listener_(finding);
        if (finding.severity == Severity::kError) ++errors_;
        ++count_;
        if (kept_.size() < kKept || (finding.severity == Severity::kError && errors_ == 1))
            kept_.push_back(std::move(finding));
    }
    const std::vector<Finding>& Kept() const { return kept_; }
    std::size_t Count() const { return count_; }
    bool HaveErrors() const { return errors_ > 0; }

private:
    std::vector<Finding> kept_;
    std::size_t count_ = 0;
    std::size_t errors_ = 0;
    std::function<void(const Finding&)> listener_;
};

}  // namespace clearway::iso20022
