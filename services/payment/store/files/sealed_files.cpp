// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/files/sealed_files.h"

#include "telemetry/log.h"

namespace clearway::payment {
namespace {

vault::PersonId KeyHolderOf(const PaymentFileId& id) {
    return vault::PersonId(core::Uuid::Derive(id.value, "content"));
}

vault::Place PlaceOf(const std::string& file) {
    return {.table = "payment_files", .column = "sealed_content", .row = file};
}

}  // namespace

Task<Result<std::string>> SealedFiles::Seal(const PaymentFileId& id,
                                            const core::Sensitive<std::string>& content) {
    auto ring = co_await vault_.ForSealing(KeyHolderOf(id));
    if (!ring) co_return std::move(ring).error();
    auto sealed = (*ring)->Seal(PlaceOf(id.ToString()), content.Reveal());
    if (std::holds_alternative<vault::Refusal>(sealed)) co_return core::ErrorCode::kUnavailable;
    co_return std::move(std::get<std::string>(sealed));
}

void SealedFiles::Forget(const PaymentFileId& id) {
    const auto holder = KeyHolderOf(id);
    vault_.Persons().Erase({&holder, 1});
}

Result<std::optional<core::Sensitive<std::string>>> OpenFile(vault::ServiceVault& vault,
                                                             const PaymentFileId& id,
                                                             const std::string& sealed) {
    using Content = std::optional<core::Sensitive<std::string>>;
    const auto holder = KeyHolderOf(id);
    const auto rings = vault.ForOpening({&holder, 1});
    if (!rings) return rings.error();
    const auto file = id.ToString();
    auto opened = rings->front()->Open(PlaceOf(file), sealed);
    if (auto* content = std::get_if<core::Sensitive<std::string>>(&opened))
        return Content(std::move(*content));
    if (std::get<vault::Refusal>(opened) == vault::Refusal::kErased) return Content();
    // A wrong token, a damaged row: an operator can mend it, and what is rejected stays so.
    log::Error("the content of a payment file does not open", {{"file_id", file}});
    return core::ErrorCode::kUnavailable;
}

}  // namespace clearway::payment
