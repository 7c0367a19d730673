// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/checks.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace clearway::settlement::usecase {
namespace {

constexpr int kNameLengthMax = 140;

}  // namespace

core::Result<core::Done> RequirePartner(const rpc::CallContext& call) {
    if (call.partner_id.empty()) return core::ErrorCode::kCallerNotAllowed;
    return core::Done{};
}

bool IsHolderName(std::string_view name) {
    if (name.empty() || name.front() == ' ' || name.back() == ' ') return false;
    int length = 0;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) return false;
        if ((byte & 0xC0) != 0x80) ++length;  // the first byte of a character
    }
    return length <= kNameLengthMax;
}

core::Result<int> CheckPageSize(int page_size, int fallback, int max) {
    if (page_size == 0) return fallback;
    if (page_size < 0 || page_size > max) {
        return core::InvalidField("page_size", "must be from 1 to " + std::to_string(max));
    }
    return page_size;
}

std::optional<core::Error> Combine(std::vector<core::Error> errors) {
    if (errors.empty()) return std::nullopt;
    auto combined = std::move(errors.front());
    for (std::size_t i = 1; i < errors.size(); ++i) {
        combined.code = core::ErrorCode::kInvalidArgument;
        combined.detail = "Several fields are not valid.";
        auto& fields = errors[i].field_errors;
        std::move(fields.begin(), fields.end(), std::back_inserter(combined.field_errors));
    }
    return combined;
}

}  // namespace clearway::settlement::usecase
