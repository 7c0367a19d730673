// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/mt940_information.h"

#include <algorithm>
#include <array>

namespace clearway::reconciliation::statements {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "EREF+...SVWZ+..." in the joined fields ?20 to ?29 and ?60 to ?63.
// MTLG: is the bank's own notice, behind all else.
constexpr std::array<std::string_view, 14> kSepaWords{"EREF+", "KREF+", "MREF+", "CRED+", "DEBT+",
                                                      "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+",
                                                      "IBAN+", "BIC+",  "PURP+", "MTLG:"};
constexpr std::array<std::string_view, 27> kSlashWords{
    "/EREF/", "/PREF/",    "/KREF/",      "/MARF/", "/CSID/", "/REMI/", "/IBAN/",
    "/BIC/",  "/NAME/",    "/TRTP/",      "/TRCD/", "/CNTP/", "/ULTD/", "/ULTC/",
    "/ULTB/", "/PURP/",    "/RTRN/",      "/SVCL/", "/ISDT/", "/ORDP/", "/BENM/",
    "/ID/",   "/CDTRREF/", "/CDTRREFTP/", "/RREF/", "/RCMT/", "/CHRG/"};

std::string_view Stripped(std::string_view text) {
    while (text.ends_with(' ') || text.ends_with('/')) text.remove_suffix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
    return text;
}

// What stands behind a word, up to the next one.
template <class Words>
std::string Behind(std::string_view text, std::string_view word, const Words& words) {
    const auto at = text.find(word);
    if (at == std::string_view::npos) return {};
    const auto rest = text.substr(at + word.size());
    auto end = rest.size();
    for (const auto next : words) end = std::min(end, std::min(rest.find(next), rest.size()));
    return std::string(Stripped(rest.substr(0, end)));
}

std::string WithoutLineEnds(std::string_view value, std::string_view between) {
    std::string joined;
    for (const char c : value) {
        if (c == '\n')
            joined += between;
        else
            joined += c;
    }
    return joined;
}

// Where the next field begins: the sign and two digits.
std::size_t NextField(std::string_view value, char sign, std::size_t from) {
    for (auto at = value.find(sign, from); at != std::string_view::npos;
         at = value.find(sign, at + 1))
        if (at + 2 < value.size() && IsDigit(value[at + 1]) && IsDigit(value[at + 2])) return at;
    return value.size();
}

// "166?00TRANSFER?20EREF+A1?21SVWZ+THANKS?31DE..?32NAME".
Mt940Information ReadNumberedFields(std::string_view value, char sign) {
    Mt940Information information;
    std::string purpose;
    std::string iban;
    for (auto at = NextField(value, sign, 0); at < value.size();) {
        const auto next = NextField(value, sign, at + 1);
        const auto code = value.substr(at + 1, 2);
        const auto text = value.substr(at + 3, next - at - 3);
        if ((code >= "20" && code <= "29") || (code >= "60" && code <= "63")) purpose += text;
        if (code == "31") information.counterparty_account = text;
        if (code == "32" || code == "33") information.counterparty_name += text;
        if (code == "38") iban = text;
        at = next;
    }
    if (iban.empty()) iban = Behind(purpose, "IBAN+", kSepaWords);
    if (!iban.empty()) information.counterparty_account = iban;
    information.end_to_end = Behind(purpose, "EREF+", kSepaWords);
    information.customer_reference = Behind(purpose, "KREF+", kSepaWords);
    information.text = Behind(purpose, "SVWZ+", kSepaWords);
    if (information.text.empty()) information.text = Behind(purpose, "MTLG:", kSepaWords);
    if (information.text.empty() && information.end_to_end.empty()) information.text = purpose;
    return information;
}

// The parts of "NL32INGB0000012345/INGBNL2A/NAME//": account, bank, name, town.
void TakeCounterparty(std::string_view text, Mt940Information& information) {
    const auto account_end = std::min(text.find('/'), text.size());
    information.counterparty_account = text.substr(0, account_end);
    text.remove_prefix(std::min(account_end + 1, text.size()));
    text.remove_prefix(std::min(text.find('/'), text.size()));
    if (!text.empty()) information.counterparty_name = text.substr(1, text.find('/', 1) - 1);
}

// "USTD//words" and "STRD/CUR/reference" behind /REMI/.
void TakeRemittance(std::string_view text, Mt940Information& information) {
    if (text.starts_with("USTD//")) {
        text.remove_prefix(6);
    } else if (text.starts_with("STRD/") && information.customer_reference.empty()) {
        information.customer_reference = text.substr(text.rfind('/') + 1);
    }
    information.text = text;
}

Mt940Information ReadSlashWords(const std::string& text) {
    Mt940Information information{.end_to_end = Behind(text, "/EREF/", kSlashWords),
                                 .customer_reference = Behind(text, "/KREF/", kSlashWords),
                                 .counterparty_account = Behind(text, "/IBAN/", kSlashWords),
                                 .counterparty_name = Behind(text, "/NAME/", kSlashWords)};
    if (information.customer_reference.empty())
        information.customer_reference = Behind(text, "/CDTRREF/", kSlashWords);
    if (text.find("/CNTP/") != std::string::npos)
        TakeCounterparty(Behind(text, "/CNTP/", kSlashWords), information);
    TakeRemittance(Behind(text, "/REMI/", kSlashWords), information);
    return information;
}

bool BeginsWithSlashWord(std::string_view text) {
    return std::ranges::any_of(kSlashWords, [&](auto word) { return text.starts_with(word); });
}

}  // namespace

Mt940Information ReadMt940Information(std::string_view value) {
    // Three digits say what kind of booking it is; the sign behind them begins each field.
    constexpr std::string_view kSigns = "?~<>^";
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    const auto joined = WithoutLineEnds(value, "");
    const bool has_code = joined.size() > 6 && std::ranges::all_of(joined.substr(0, 3), IsDigit) &&
                          IsDigit(joined[4]) && IsDigit(joined[5]);
    if (has_code && kSigns.find(joined[3]) != std::string_view::npos)
        return ReadNumberedFields(joined, joined[3]);
    if (BeginsWithSlashWord(joined)) return ReadSlashWords(joined);
    return {.end_to_end = Behind(joined, "EREF+", kSepaWords),
            .customer_reference = Behind(joined, "KREF+", kSepaWords),
            .text = WithoutLineEnds(value, " "),
            .counterparty_account = {},
            .counterparty_name = {}};
}

}  // namespace clearway::reconciliation::statements
