// SPDX-License-Identifier: Apache-2.0
// Reads a pain.001: first what it says as a whole, later its transactions again, one by one. Of
// what cannot be read nothing is kept; what is readable and does not add up is refused as a whole;
// a transaction that cannot be a payment is rejected alone.
#pragma once

#include <functional>

#include "core/result.h"
#include "iso20022/part.h"
#include "services/payment/files/payment_file.h"

namespace clearway::payment {

inline constexpr std::size_t kFileBytesMax = std::size_t{32} << 20;
inline constexpr std::size_t kFileEntriesMax = 100'000;
// A payment waits no longer for its day.
inline constexpr std::chrono::days kDueWithin{366};

struct Initiation {
    std::string message_id = {};
    std::string message_type = {};
    std::optional<core::Timestamp> created = {};
    std::string control_sum = {};
    std::uint64_t transactions = 0;  // that came, whatever the header says
    // Those that can be no payment are rejected; the ids of the others are known.
    std::vector<FileEntry> entries = {};
    // AM10, AM18: the file is refused as a whole.
    std::vector<Reason> refusals = {};
};

// How far a content is read: bytes of it.
using ReadSoFar = std::function<void(std::size_t bytes)>;

// `now`: a day in the past is today. Errors: kInvalidArgument about `content`, with a field error
// for each of the first faults, never with what the file holds.
core::Result<Initiation> ReadInitiation(std::string_view content, const std::string& partner_id,
                                        core::Timestamp now, const ReadSoFar& so_far = {});

// False: no more of them.
using TakeTransfer = std::function<bool(std::int32_t position, const iso20022::PaymentBatch& batch,
                                        const iso20022::CreditTransfer& transfer)>;

// In the order of the file, of a content that ReadInitiation has taken.
void ReadTransfers(std::string_view content, const TakeTransfer& take);

}  // namespace clearway::payment
