// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/read_cases.h"

#include <charconv>

namespace clearway::compliance {
namespace {

// Where the next page begins, as text: microseconds and id of the last case shown.
std::string WriteToken(const Case& last) {
    return std::to_string(core::ToMicros(last.opened_at)) + "_" + last.id.ToString();
}

std::optional<CaseFilter::Position> ReadToken(std::string_view token) {
    const auto divider = token.find('_');
    if (divider == std::string_view::npos) return std::nullopt;
    std::int64_t micros = 0;
    const auto* end = token.data() + divider;
    const auto read = std::from_chars(token.data(), end, micros);
    const auto id = core::CaseId::Parse(token.substr(divider + 1));
    if (read.ec != std::errc() || read.ptr != end || micros < 0 || !id) return std::nullopt;
    return CaseFilter::Position{core::FromMicros(micros), *id};
}

core::Result<CaseFilter> ToFilter(const CasePageRequest& request) {
    if (request.page_size < 0 || request.page_size > kPageSizeMax)
        return core::InvalidField("page_size", "A page has 1 to 200 cases.");
    const int size = request.page_size == 0 ? kPageSizeDefault : request.page_size;
    CaseFilter filter{.status = request.status, .limit = static_cast<std::size_t>(size)};
    if (request.page_token.empty()) return filter;
    filter.after = ReadToken(request.page_token);
    if (!filter.after)
        return core::InvalidField("page_token", "The token is not one of a former page.");
    return filter;
}

}  // namespace

async::Task<core::Result<CasePage>> ReadCases::List(CasePageRequest request) {
    auto filter = ToFilter(request);
    if (!filter) co_return std::move(filter).error();
    const auto size = filter->limit;
    ++filter->limit;  // one more tells whether there is a next page
    auto cases = co_await queries_.List(std::move(*filter));
    if (!cases) co_return std::move(cases).error();
    CasePage page{.cases = std::move(*cases), .next_page_token = {}};
    if (page.cases.size() > size) {
        page.cases.resize(size);
        page.next_page_token = WriteToken(page.cases.back());
    }
    co_return page;
}

}  // namespace clearway::compliance
