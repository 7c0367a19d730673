// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/recognise.h"

#include <array>

namespace clearway::compliance {
namespace {

struct Mark {
    std::string_view text;
    bool first = false;  // it must be the very beginning
    std::string_view is;
};

// In the order in which they are looked for.
constexpr auto kMarks = std::to_array<Mark>({
    {"PK\x03\x04", true, "a zip file"},
    {"%PDF", true, "a PDF"},
    {"\xFF\xFE", true, "text in UTF-16"},
    {"\xFE\xFF", true, "text in UTF-16"},
    {"<sdnList", false, "ofac-xml"},
    {"<CONSOLIDATED_LIST", false, "un-xml"},
    {"http://eu.europa.ec/fpi/fsd/export", false, "eu-xml"},
    {"<Sanctions ", false, "the advanced form of OFAC, which is not read"},
    {"<Designations", false, "the UK list in XML, which is not read"},
    {"<html", false, "a web page"},
    {"<HTML", false, "a web page"},
    {"<!DOCTYPE html", false, "a web page"},
    {"Name 6,Name 1", false, "uk-csv"},
    {"{", true, "JSON"},
    {"id,type,name", false, "csv"},
    {",-0- ,", false, "a file of ofac-csv"},
});

}  // namespace

std::string_view Recognise(std::string_view head) {
    for (const auto& mark : kMarks)
        if (mark.first ? head.starts_with(mark.text) : head.find(mark.text) != head.npos)
            return mark.is;
    return {};
}

std::string LooksLike(std::string_view head) {
    const auto what = Recognise(head);
    return what.empty() ? std::string() : " (it looks like " + std::string(what) + ")";
}

}  // namespace clearway::compliance
