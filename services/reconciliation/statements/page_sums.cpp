// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/page_sums.h"

#include <algorithm>

namespace clearway::reconciliation::statements {
namespace {

constexpr auto kNoSum = "the opening balance and the lines do not come to the closing balance";

std::optional<std::int64_t> Plus(std::optional<std::int64_t> a, std::optional<std::int64_t> b) {
    std::int64_t sum = 0;
    if (!a || !b || __builtin_add_overflow(*a, *b, &sum)) return std::nullopt;
    return sum;
}

// A page that says too little is not wrong.
bool AddsUp(const Page& page) {
    const auto& head = *page.head;
    return !head.opening || !head.closing || Plus(head.opening, page.sum) == head.closing;
}

bool AreAllThere(const std::vector<Page>& pages) {
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (pages[i].head->page != static_cast<int>(i + 1)) return false;
    return pages.back().head->last_page;
}

bool AddUpTogether(const std::vector<Page>& pages) {
    auto running = pages.front().head->opening;
    for (const auto& page : pages) running = Plus(running, page.sum);
    return running && running == pages.back().head->closing;
}

}  // namespace

void DropPagesOfMessage(const std::vector<Page>& pages) {
    if (pages.front().head->page != pages.back().head->page) return;
    for (const auto& page : pages) {
        auto& head = *page.head;
        // Notifications have no balances, and none waits for another.
        const bool whole =
            head.kind == StatementKind::kNotification || (head.opening && head.closing);
        if (!head.pages_of_message || !whole || !AddsUp(page)) continue;
        head.page = 1;
        head.last_page = true;
    }
}

std::string CheckPages(const std::vector<Page>& pages) {
    const bool each = std::ranges::all_of(pages, AddsUp);
    if (pages.size() == 1) return each ? "" : kNoSum;
    const bool complete = std::ranges::all_of(
        pages, [](const Page& page) { return page.head->opening && page.head->closing; });
    if (each && complete) return {};
    if (!AreAllThere(pages)) return each ? "" : kNoSum;
    const bool ends = pages.front().head->opening && pages.back().head->closing;
    if (!ends) return each ? "" : kNoSum;
    if (!AddUpTogether(pages)) return kNoSum;
    auto running = pages.front().head->opening;
    for (const auto& page : pages) {
        page.head->opening = running;
        running = Plus(running, page.sum);
        page.head->closing = running;
    }
    return {};
}

}  // namespace clearway::reconciliation::statements
