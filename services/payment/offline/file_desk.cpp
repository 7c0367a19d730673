// SPDX-License-Identifier: Apache-2.0
#include "services/payment/offline/file_desk.h"

#include <boost/asio/use_future.hpp>

#include "async/pause.h"
#include "core/digest.h"
#include "services/payment/files/initiation.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 500ms;

}  // namespace

Result<FileOutcome> FileDesk::Submit(const std::string& partner,
                                     core::Sensitive<std::string> content, ReadSoFar so_far) {
    CallContext call;
    call.caller = "payment";
    call.partner_id = partner;
    call.idempotency_key = "submit-file " + core::ToHex(core::Sha256(content.Reveal()));
    return Wait(receive_.Run(call, std::move(content), std::move(so_far)));
}

Result<PaymentFile> FileDesk::Await(const PaymentFile& file,
                                    const std::function<void(const PaymentFile&)>& after_look) {
    while (true) {
        const auto due = Wait(files_.ListDue(file.file_id, clock_.Now(), 1));
        if (!due) return due.error();
        auto found = Wait(files_.Find(file.file_id));
        if (!found) return std::move(found).error();
        if (!found->has_value()) return core::ErrorCode::kNotFound;
        after_look(**found);
        if (due->empty()) return std::move(**found);
        async::Task<void> pause = async::Pause(kLookEvery);
        boost::asio::co_spawn(runtime_.GetExecutor(), std::move(pause), boost::asio::use_future)
            .get();
    }
}

Result<std::string> FileDesk::Report(const std::string& partner, const PaymentFileId& id) {
    return Wait(read_.Report(partner, id, kFileEntriesMax));
}

}  // namespace clearway::payment
