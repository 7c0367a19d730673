// SPDX-License-Identifier: Apache-2.0
// What the parts of a message must be together: counts, sums, balances. Takes the parts one by one,
// of a message that is read or of one that is written.
#pragma once

#include "iso20022/message_type.h"
#include "iso20022/part.h"
#include "iso20022/rules/finding.h"
#include "iso20022/rules/statement_sums.h"

namespace clearway::iso20022 {

class MessageRules {
public:
    MessageRules(const MessageType& type, Findings& findings) : type_(type), findings_(findings) {}

    // `line`: where the part begins; 0: of no line.
    void Take(const Part& part, std::size_t line = 0);
    void Finish();

private:
    // What a header, a batch or control data announce, and what came.
    struct Announced {
        std::optional<std::uint64_t> number = {};
        std::optional<Decimal> sum = {};
        std::optional<core::Money> total = {};
        std::uint64_t came = 0;
        std::optional<Decimal> came_sum = Decimal();  // nullopt: it cannot be told
        std::optional<core::Money> came_total = {};
        bool one_currency = true;
        std::size_t line = 0;
        std::string path = {};
    };

    void Take(const BusinessHeader& header);
    void Take(const GroupHeader& header);
    void Take(const PaymentBatch& batch);
    void Take(const CreditTransfer& transfer);
    void Take(const PaymentReturn& back);
    void Take(const ControlData& control);
    void Take(const CancellationRequest& request);
    void Take(const Statement& statement);
    void Take(const Entry& entry);
    void Take(const EntryMore& more);
    void Take(const StatementEnd& end);
    template <class Other>
    void Take(const Other&) {}  // says nothing that another part could contradict

    void Count(const std::optional<core::Money>& amount);
    static void CountIn(Announced& announced, const std::optional<core::Money>& amount);
    void Compare(const Announced& announced);
    void CheckTotals();
    void CheckCount(const EntryCount& said, const StatementSums::Sum& came,
                    const StatementSums::Sum& booked, const char* path);
    void CheckNet();
    void BeginEntry(const Entry& entry);
    void TakeDetails(const std::vector<EntryDetails>& details);
    void TakeTransaction(const EntryTransaction& transaction);
    void EndBatch();
    void EndEntry();
    void Add(Severity severity, const char* code, const char* message, std::string path,
             std::size_t line);

    MessageType type_;
    Findings& findings_;
    std::size_t line_ = 0;  // of the part that is looked at
    std::optional<Announced> group_;
    std::optional<Announced> batch_;
    std::optional<StatementSums> sums_;
    EntryTotals totals_;
    Page page_;  // of the message
    // Of the entry that the last parts are of.
    struct OpenEntry {
        Side side = Side::kCredit;
        core::Money amount;
        std::optional<core::Money> sum;  // of its transactions; nullopt: it cannot be told
        bool told = false;
        std::size_t line = 0;
    };
    std::optional<OpenEntry> entry_;
    std::optional<std::uint64_t> batch_said_;
    std::uint64_t batch_came_ = 0;
    std::size_t statement_line_ = 0;
};

}  // namespace clearway::iso20022
