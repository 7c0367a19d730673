// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/movements_file.h"

#include "services/compliance/offline/csv_table.h"

namespace clearway::compliance {

namespace {

core::Uuid IdOf(const std::string& text) {
    if (const auto id = core::Uuid::Parse(text)) return *id;
    return core::Uuid::Derive(core::Uuid(), "movements-file/" + text);
}

class Reader {
public:
    explicit Reader(const std::string& path)
        : table_(path, {"at", "debtor", "creditor", "currency", "amount"}) {}

    std::vector<Movement> Read() {
        std::vector<Movement> movements;
        movements.reserve(table_.Rows());
        for (std::size_t row = 0; row < table_.Rows(); ++row) movements.push_back(RowOf(row));
        return movements;
    }

private:
    MovementEnd EndOf(std::size_t row, const char* column, const char* party_column) {
        const auto& text = table_.At(row, column);
        if (text.empty() || text == "!") throw table_.Fault(row, std::string(column) + " is empty");
        MovementEnd end{.id = IdOf(text), .is_account = text.front() != '!'};
        if (const auto& party = table_.At(row, party_column); !party.empty())
            end.party = IdOf(party);
        return end;
    }

    Movement RowOf(std::size_t row) {
        const auto at = core::ParseRfc3339(table_.At(row, "at"));
        if (!at) throw table_.Fault(row, "'" + table_.At(row, "at") + "' is no RFC 3339 time");
        const auto amount =
            core::ParseAmount(table_.At(row, "currency"), table_.At(row, "amount"), "amount");
        if (!amount) throw table_.Fault(row, std::string(amount.error().Detail()));
        const auto sequence = static_cast<std::int64_t>(row) + 1;
        const auto& id = table_.At(row, "id");
        return {.id = IdOf(id.empty() ? "line " + std::to_string(sequence) : id),
                .at = *at,
                .debtor = EndOf(row, "debtor", "debtor_party"),
                .creditor = EndOf(row, "creditor", "creditor_party"),
                .amount = *amount,
                .sequence = sequence};
    }

    CsvTable table_;
};

}  // namespace

std::vector<Movement> ReadMovementsFile(const std::string& path) { return Reader(path).Read(); }

}  // namespace clearway::compliance
