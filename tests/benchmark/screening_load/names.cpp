// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/screening_load/names.h"

#include "services/compliance/domain/screening/ordinary_names.h"

namespace clearway::screening_load {
namespace {

constexpr std::uint64_t kStep = 7'919;  // a prime that divides no count of names

std::vector<std::string> WordsOf(std::string_view text) {
    const auto words = compliance::Split(text);
    return {words.begin(), words.end()};
}

// Takes a number below `size` off `pick`.
std::uint64_t Take(std::uint64_t& pick, std::uint64_t size) {
    const auto taken = pick % size;
    pick /= size;
    return taken;
}

}  // namespace

Names::Names(std::uint64_t seed) {
    for (const auto& stock : compliance::kNameStock) {
        countries_.push_back({WordsOf(stock.first), WordsOf(stock.last)});
        const auto& [first, last] = countries_.back();
        count_ += first.size() * first.size() * last.size() * last.size();
    }
    start_ = seed % count_;
}

std::string Names::At(std::uint64_t number) const {
    auto pick = (start_ + number * kStep) % count_;
    const auto& country = countries_[Take(pick, countries_.size())];
    return OfCountry(country, pick);
}

std::string Names::OfCountry(const Country& country, std::uint64_t pick) const {
    std::string name;
    for (const auto* words : {&country.first, &country.first, &country.last, &country.last}) {
        if (!name.empty()) name += ' ';
        name += (*words)[Take(pick, words->size())];
    }
    return name;
}

}  // namespace clearway::screening_load
