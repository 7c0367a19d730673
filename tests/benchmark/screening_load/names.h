// SPDX-License-Identifier: Apache-2.0
// People who must not be stopped: two first names and two last names of one country each, put
// together so that a name comes again only after all the others. Must not send.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace clearway::screening_load {

class Names {
public:
    // The order begins somewhere else with each seed: what one run had screened is new to the next.
    explicit Names(std::uint64_t seed);

    std::string At(std::uint64_t number) const;
    std::uint64_t Count() const { return count_; }

private:
    struct Country {
        std::vector<std::string> first, last;
    };

    std::string OfCountry(const Country& country, std::uint64_t pick) const;

    std::vector<Country> countries_;
    std::uint64_t count_ = 0;
    std::uint64_t start_ = 0;
};

}  // namespace clearway::screening_load
