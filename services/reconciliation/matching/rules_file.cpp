// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/rules_file.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>

#include "core/currency.h"
#include "embedded/reconciliation_rules.h"
#include "rules/doubled_keys.h"
#include "services/reconciliation/matching/json_lines.h"

namespace clearway::reconciliation::matching {
namespace {

namespace json = boost::json;

constexpr std::size_t kFileBytesMax = 256 * 1024;
constexpr std::size_t kPassesMax = 32;
constexpr std::size_t kWordsMax = 200;
constexpr std::size_t kMappingsMax = 32;
constexpr std::size_t kNameMax = 40;
constexpr std::array kKinds{PassKind::kExactReference,     PassKind::kNormalisedReference,
                            PassKind::kTruncatedReference, PassKind::kAmountAndDate,
                            PassKind::kOneToMany,          PassKind::kManyToOne,
                            PassKind::kManyToMany};
constexpr std::array kEvidence{Evidence::kReference, Evidence::kCounterparty, Evidence::kDay,
                               Evidence::kWindow};
constexpr std::array<std::string_view, 16> kMeanings{"account",
                                                     "currency",
                                                     "amount",
                                                     "debit",
                                                     "credit",
                                                     "direction",
                                                     "value_date",
                                                     "booking_date",
                                                     "uetr",
                                                     "end_to_end_id",
                                                     "instruction_id",
                                                     "reference",
                                                     "id",
                                                     "counterparty_account",
                                                     "counterparty_name",
                                                     "text"};

bool IsName(std::string_view text) {
    return !text.empty() && text.size() <= kNameMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
}
bool IsWord(std::string_view text) {
    return !text.empty() && text.size() <= kNameMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

// The members of one object; notes what is wrong with the way to it.
class Members {
public:
    Members(const json::value& value, std::string path, std::vector<std::string>& faults)
        : path_(std::move(path)), faults_(faults) {
        if (value.is_object())
            object_ = &value.get_object();
        else
            faults_.push_back((path_.empty() ? "the file" : path_) + ": must be an object");
    }

    bool IsObject() const { return object_ != nullptr; }
    const json::object& Object() const { return *object_; }

    const json::value* Find(std::string_view key, bool needed) {
        known_.push_back(key);
        const auto* value = object_->if_contains({key.data(), key.size()});
        if (value == nullptr && needed) Fault(key, "is missing");
        return value;
    }

    std::string Text(std::string_view key, bool needed, bool (*accepts)(std::string_view),
                     std::string_view what) {
        const auto* value = Find(key, needed);
        if (value == nullptr) return {};
        if (value->is_string() && accepts(std::string_view(value->get_string())))
            return std::string(value->get_string());
        Fault(key, what);
        return {};
    }

    template <class Number>
    void Whole(std::string_view key, Number& number, std::int64_t least, std::int64_t most,
               bool needed = false) {
        const auto* value = Find(key, needed);
        if (value == nullptr) return;
        if (value->is_int64() && value->get_int64() >= least && value->get_int64() <= most)
            number = static_cast<Number>(value->get_int64());
        else
            Fault(key, "must be a whole number from " + std::to_string(least) + " to " +
                           std::to_string(most));
    }

    void Flag(std::string_view key, bool& flag) {
        const auto* value = Find(key, false);
        if (value == nullptr) return;
        if (value->is_bool())
            flag = value->get_bool();
        else
            Fault(key, "must be true or false");
    }

    void RefuseOthers() {
        for (const auto& member : *object_) {
            const std::string_view key(member.key().data(), member.key().size());
            if (std::ranges::find(known_, key) == known_.end()) Fault(key, "unknown key");
        }
    }

    void Fault(std::string_view key, std::string_view what) {
        faults_.push_back(Path(key) + ": " + std::string(what));
    }
    std::string Path(std::string_view key) const {
        return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
    }
    std::vector<std::string>& Faults() { return faults_; }

private:
    const json::object* object_ = nullptr;
    std::string path_;
    std::vector<std::string>& faults_;
    std::vector<std::string_view> known_;
};

constexpr std::string_view kNameRule = "must be 1 to 40 of a-z, 0-9, '_', '-', '.'";

// {"EUR": "25.00", "*": "25"}: in major units, * for the currencies that are not named.
AmountByCurrency ReadAmounts(Members& members, std::string_view key) {
    AmountByCurrency amounts;
    const auto* value = members.Find(key, false);
    if (value == nullptr) return amounts;
    Members each(*value, members.Path(key), members.Faults());
    if (!each.IsObject()) return amounts;
    for (const bool named : {false, true}) {
        for (const auto& member : each.Object()) {
            const std::string_view code(member.key().data(), member.key().size());
            if ((code == "*") == named) continue;
            const auto currency = FindCurrency(code);
            if (named && !currency) {
                each.Fault(code, "is no currency of ISO 4217");
                continue;
            }
            const auto count = core::AllCurrencies().size();
            for (CurrencyIndex i = named ? *currency : 0;
                 i < (named ? *currency + std::size_t{1} : count); ++i) {
                const auto minor =
                    member.value().is_string()
                        ? ParseAmount(std::string_view(member.value().get_string()), i)
                        : std::nullopt;
                if (minor && *minor >= 0) {
                    amounts.Set(i, *minor);
                    continue;
                }
                each.Fault(code, "must be an amount as text, like \"25\"");
                break;
            }
        }
    }
    return amounts;
}

std::vector<Evidence> ReadEvidence(Members& members) {
    std::vector<Evidence> all;
    const auto* value = members.Find("evidence", true);
    if (value == nullptr) return all;
    const auto fail = [&] {
        members.Fault("evidence", "must be a list of reference, counterparty, day, window");
        return std::vector<Evidence>{};
    };
    if (!value->is_array() || value->get_array().empty()) return fail();
    for (const auto& item : value->get_array()) {
        const auto* found = std::ranges::find_if(kEvidence, [&](Evidence one) {
            return item.is_string() && std::string_view(item.get_string()) == NameOf(one);
        });
        if (found == kEvidence.end()) return fail();
        all.push_back(*found);
    }
    return all;
}

void ReadGroupKeys(Members& members, Pass& pass) {
    pass.evidence = ReadEvidence(members);
    members.Whole("group_max", pass.group_max, 2, 10);
    members.Whole("candidates_max", pass.candidates_max, 2, 60);
    members.Whole("work_max", pass.work_max, 1'000, 100'000'000);
    members.Whole("chance_ppm", pass.chance_ppm, 0, 1'000'000);
    members.Whole("chance_ppm_counterparty", pass.chance_ppm_counterparty, 0, 1'000'000);
}

Pass ReadPass(const json::value& value, const std::string& path, std::vector<std::string>& faults) {
    Pass pass;
    Members members(value, path, faults);
    if (!members.IsObject()) return pass;
    pass.id = members.Text("id", true, IsName, kNameRule);
    const auto* kind = members.Find("pass", true);
    const auto* found = std::ranges::find_if(kKinds, [&](PassKind one) {
        return kind != nullptr && kind->is_string() &&
               std::string_view(kind->get_string()) == NameOf(one);
    });
    members.Whole("days", pass.days, 0, 366, true);
    members.Whole("drift_ppm", pass.drift_ppm, 0, 1'000'000);
    pass.amount = ReadAmounts(members, "amount");
    pass.fee = ReadAmounts(members, "fee");
    members.Whole("fee_ppm", pass.fee_ppm, 0, 1'000'000);
    if (found == kKinds.end()) {
        if (kind != nullptr)
            members.Fault("pass",
                          "must be one of exact_reference, normalised_reference, "
                          "truncated_reference, amount_and_date, one_to_many, many_to_one, "
                          "many_to_many");
        return pass;
    }
    pass.kind = *found;
    if (pass.kind == PassKind::kAmountAndDate)
        members.Flag("other_references", pass.other_references);
    if (pass.kind == PassKind::kTruncatedReference) members.Whole("length", pass.length, 8, 70);
    if (pass.kind >= PassKind::kOneToMany) ReadGroupKeys(members, pass);
    members.RefuseOthers();
    return pass;
}

std::vector<std::string> ReadWords(Members& members, std::string_view key) {
    std::vector<std::string> words;
    const auto* value = members.Find(key, false);
    if (value == nullptr) return words;
    const bool is_list = value->is_array() && value->get_array().size() <= kWordsMax;
    if (is_list)
        for (const auto& item : value->get_array())
            if (item.is_string() && IsWord(std::string_view(item.get_string())))
                words.emplace_back(item.get_string());
    if (!is_list || words.size() != value->get_array().size())
        members.Fault(key, "must be a list of at most 200 words of A-Z and 0-9");
    return words;
}

char ReadSign(Members& members, std::string_view key, char otherwise) {
    const auto one = [](std::string_view text) { return text.size() == 1; };
    const auto text = members.Text(key, false, one, "must be one character");
    return text.empty() ? otherwise : text.front();
}

CsvMapping ReadMapping(const json::value& value, const std::string& path,
                       std::vector<std::string>& faults) {
    CsvMapping mapping;
    Members members(value, path, faults);
    if (!members.IsObject()) return mapping;
    const auto any = [](std::string_view text) { return !text.empty(); };
    mapping.id = members.Text("id", true, IsName, kNameRule);
    mapping.separator = ReadSign(members, "separator", '\0');
    mapping.amounts.decimal = ReadSign(members, "decimal", '.');
    mapping.amounts.thousands = ReadSign(members, "thousands", '\0');
    mapping.date_form = members.Text("date", false, any, "must be a form like DD.MM.YYYY");
    mapping.account = members.Text("account", false, any, "must be a text");
    mapping.currency = members.Text(
        "currency", false, [](std::string_view code) { return FindCurrency(code).has_value(); },
        "must be a currency of ISO 4217");
    if (const auto* columns = members.Find("columns", true); columns != nullptr) {
        Members each(*columns, members.Path("columns"), faults);
        if (each.IsObject())
            for (const auto meaning : kMeanings) {
                auto name = each.Text(meaning, false, any, "must be the name of a column");
                if (!name.empty()) mapping.columns.emplace(meaning, std::move(name));
            }
        if (each.IsObject()) each.RefuseOthers();
    }
    members.RefuseOthers();
    return mapping;
}

// Each item of a list by `read`; ids are not to occur twice.
template <class Item, class Read>
std::vector<Item> ReadList(Members& members, std::string_view key, bool needed, std::size_t most,
                           Read read) {
    std::vector<Item> items;
    const auto* value = members.Find(key, needed);
    if (value == nullptr) return items;
    if (!value->is_array() || value->get_array().size() > most ||
        (needed && value->get_array().empty())) {
        members.Fault(key, "must be a list of at most " + std::to_string(most));
        return items;
    }
    std::set<std::string> ids;
    for (const auto& item : value->get_array()) {
        const auto path = members.Path(key) + "[" + std::to_string(items.size()) + "]";
        items.push_back(read(item, path, members.Faults()));
        if (!items.back().id.empty() && !ids.insert(items.back().id).second)
            members.Faults().push_back(path + ".id: occurs twice");
    }
    return items;
}

// "passes[2].days: what" gets its line; what is told twice is told once.
std::vector<std::string> WithLines(std::string_view text, std::vector<std::string> faults) {
    for (auto& fault : faults)
        fault = "line " +
                std::to_string(LineOf(text, std::string_view(fault).substr(0, fault.find(": ")))) +
                ": " + fault;
    return faults;
}

}  // namespace

RulesFile ReadRulesFile(std::string_view text) {
    RulesFile file;
    if (text.size() > kFileBytesMax) {
        file.faults.emplace_back("the file is larger than 256 KiB");
        return file;
    }
    json::stream_parser parser;
    json::error_code error;
    const auto read = parser.write_some(text.data(), text.size(), error);
    if (!error && read == text.size()) parser.finish(error);
    if (error || read != text.size()) {
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read), '\n');
        file.faults.push_back("line " + std::to_string(line) +
                              ": the file must be one JSON object");
        return file;
    }
    const auto document = parser.release();
    std::vector<std::string> faults;
    for (const auto& key : clearway::rules::DoubledKeys(text))
        faults.push_back(key + ": key occurs twice");
    Members members(document, "", faults);
    if (members.IsObject()) {
        Rules rules;
        rules.id = members.Text("id", true, IsName, kNameRule);
        rules.version = members.Text("version", true, IsName, kNameRule);
        auto empty_words = ReadWords(members, "empty_references");
        auto prefixes = ReadWords(members, "reference_prefixes");
        rules.references = ReferenceForm(std::move(empty_words), std::move(prefixes));
        members.Whole("unusual_days_ppm", rules.unusual_days_ppm, 0, 200'000);
        rules.passes = ReadList<Pass>(members, "passes", true, kPassesMax, ReadPass);
        file.mappings =
            ReadList<CsvMapping>(members, "csv_statements", false, kMappingsMax, ReadMapping);
        members.RefuseOthers();
        if (faults.empty()) file.rules = std::move(rules);
    }
    file.faults = WithLines(text, std::move(faults));
    return file;
}

std::string_view DefaultRules() { return embedded::reconciliation_rules::kRules; }

}  // namespace clearway::reconciliation::matching
