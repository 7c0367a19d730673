// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/window_reader.h"

#include "embedded/settlement_sql.h"
#include "services/settlement/store/rows.h"
#include "services/settlement/store/window_rows.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::Execute;
using postgres::Transaction;

std::string CodeOf(const WindowKey& key) { return std::string(key.currency.Code()); }

// Each row by `read`.
template <class T, class Read>
core::Result<std::vector<T>> ReadAll(const pqxx::result& rows, Read read) {
    std::vector<T> values;
    values.reserve(rows.size());
    for (const auto& row : rows) values.push_back(read(row));
    return values;
}

}  // namespace

async::Task<core::Result<Settling>> StoredWindowReader::FindWindow(WindowKey key) {
    return pool_.Read<Settling>([key](Transaction& tx) -> core::Result<Settling> {
        const auto rows = Execute(tx, {"find_window", sql::kFindWindow}, CodeOf(key), key.number);
        if (rows.empty()) return core::ErrorCode::kNotFound;
        return ReadSettling(rows[0]);
    });
}

async::Task<core::Result<std::vector<Settling>>> StoredWindowReader::ListWindows(
    std::string currency, std::optional<WindowKey> after, int limit) {
    return pool_.Read<std::vector<Settling>>([currency, after, limit](Transaction& tx) {
        return ReadAll<Settling>(
            Execute(tx, {"list_windows", sql::kListWindows}, currency,
                    after ? CodeOf(*after) : std::string(), after ? after->number : 0, limit),
            ReadSettling);
    });
}

async::Task<core::Result<std::vector<Window>>> StoredWindowReader::ListOpen(std::string currency,
                                                                            int limit) {
    return pool_.Read<std::vector<Window>>([currency, limit](Transaction& tx) {
        return ReadAll<Window>(
            Execute(tx, {"list_open_windows", sql::kListOpenWindows}, currency, limit),
            ReadOpenWindow);
    });
}

async::Task<core::Result<std::vector<Settling>>> StoredWindowReader::ListUnsettled(
    std::optional<WindowKey> after, int limit) {
    return pool_.Read<std::vector<Settling>>([after, limit](Transaction& tx) {
        return ReadAll<Settling>(
            Execute(tx, {"list_unsettled", sql::kListUnsettled},
                    after ? CodeOf(*after) : std::string(), after ? after->number : 0, limit),
            ReadSettling);
    });
}

async::Task<core::Result<std::vector<Flow>>> StoredWindowReader::ReadFlows(WindowKey key) {
    return pool_.Read<std::vector<Flow>>([key](Transaction& tx) {
        return settlement::ReadFlows(
            Execute(tx, {"window_flows", sql::kWindowFlows}, CodeOf(key), key.number));
    });
}

async::Task<core::Result<std::vector<Flow>>> StoredWindowReader::ListFlows(
    WindowKey key, std::optional<FlowKey> after, int limit) {
    return pool_.Read<std::vector<Flow>>([key, after, limit](Transaction& tx) {
        return settlement::ReadFlows(Execute(tx, {"flows_after", sql::kFlowsAfter}, CodeOf(key),
                                             key.number, after ? after->debtor : std::string(),
                                             after ? after->creditor : std::string(), limit));
    });
}

async::Task<core::Result<WindowSums>> StoredWindowReader::CountWindow(WindowKey key) {
    return whole_ledger_.Read<WindowSums>([key](Transaction& tx) -> core::Result<WindowSums> {
        auto flows = settlement::ReadFlows(
            Execute(tx, {"window_flows", sql::kWindowFlows}, CodeOf(key), key.number));
        if (!flows) return flows.error();
        auto transfers = settlement::ReadFlows(
            Execute(tx, {"window_transfers", sql::kWindowTransfers}, CodeOf(key), key.number));
        if (!transfers) return transfers.error();
        return WindowSums{.flows = std::move(*flows), .transfers = std::move(*transfers)};
    });
}

async::Task<core::Result<std::vector<StoredInstruction>>> StoredWindowReader::ListInstructions(
    WindowKey key, std::int64_t after, int limit) {
    return pool_.Read<std::vector<StoredInstruction>>([key, after, limit](Transaction& tx) {
        return ReadAll<StoredInstruction>(
            Execute(tx, {"instructions_after", sql::kInstructionsAfter}, CodeOf(key), key.number,
                    after, limit),
            ReadInstruction);
    });
}

async::Task<core::Result<std::vector<Instruction>>> StoredWindowReader::ListToBook(WindowKey key,
                                                                                   int limit) {
    return pool_.Read<std::vector<Instruction>>([key, limit](Transaction& tx) {
        return ReadAll<Instruction>(
            Execute(tx, {"instructions_to_book", sql::kInstructionsToBook}, CodeOf(key), key.number,
                    limit),
            [](const pqxx::row& row) { return ReadInstruction(row).instruction; });
    });
}

async::Task<core::Result<std::vector<Participant>>> StoredWindowReader::ListParticipants(
    std::string currency, std::optional<ParticipantKey> after, int limit) {
    return pool_.Read<std::vector<Participant>>([currency, after, limit](Transaction& tx) {
        return ReadAll<Participant>(
            Execute(tx, {"list_participants", sql::kListParticipants}, currency,
                    after ? std::string(after->currency.Code()) : std::string(),
                    after ? after->institution : std::string(), limit),
            ReadParticipant);
    });
}

}  // namespace clearway::settlement
