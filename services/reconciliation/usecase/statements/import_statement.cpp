// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/import_statement.h"

#include <algorithm>

#include "services/reconciliation/usecase/statements/day_at.h"
#include "services/reconciliation/usecase/statements/judge_files.h"
#include "services/reconciliation/usecase/statements/reference_words.h"

namespace clearway::reconciliation {
namespace {

using matching::Book;

KeptFile* Find(std::vector<KeptFile>& files, const core::Uuid& file_id) {
    const auto found = std::ranges::find(files, file_id, &KeptFile::file_id);
    return found == files.end() ? nullptr : &*found;
}

bool IsJudgedAlike(const KeptFile& a, const KeptFile& b) {
    return std::ranges::equal(a.statements, b.statements, [](const auto& one, const auto& other) {
        return one.aside == other.aside;
    });
}

// Those of which something else is said now; but not the file that is meant.
std::vector<KeptFile> JudgeAnew(std::vector<KeptFile>& files, const core::Uuid& meant) {
    const auto before = files;
    JudgeFiles(files);
    std::vector<KeptFile> moved;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (files[i].file_id == meant || IsJudgedAlike(files[i], before[i])) continue;
        ++files[i].version;
        moved.push_back(files[i]);
    }
    return moved;
}

KeptFile Begin(const ImportOrder& order, const std::optional<KeptFile>& known,
               const statements::StatementFile& read, const Book& book) {
    KeptFile file{.file_id = StatementFileId(order.text.sha256),
                  .sha256 = order.text.sha256,
                  .name = read.name,
                  .format = read.format,
                  .faults = read.faults,
                  .received_at = known ? known->received_at : order.at,
                  .received_by = known ? known->received_by : order.by,
                  .version = known ? known->version + 1 : 1};
    const bool decided = known && !known->discarded;  // coming again undoes no release
    if (decided) {
        file.decided_by = known->decided_by;
        file.reason = known->reason;
    }
    if (!read.IsGood()) return file;  // nothing tells which statements it holds
    for (const auto& head : read.heads) {
        auto& one = file.statements.emplace_back(KeptStatement{.head = head});
        const bool is_ours = core::Uuid::Parse(book.texts.At(head.account)).has_value();
        if (!is_ours) one.head.account = matching::kNoText;
        const auto place = file.statements.size() - 1;
        if (decided && place < known->statements.size())
            one.head.let_through = known->statements[place].head.let_through;
    }
    return file;
}

// Whose lines would be matched with what is not there any more: why it is put aside; else empty.
std::string WhyForgotten(const ForgottenDays& forgotten, const matching::TextPool& texts,
                         const statements::StatementHead& head) {
    const auto day = forgotten.find(texts.At(head.account));
    if (day == forgotten.end() || head.day > day->second) return {};
    return "is of a day of which nothing is kept any more, or borders on one: up to " +
           matching::FormatDay(day->second);
}

void FaultForgotten(const ForgottenDays& forgotten, const Book& book,
                    statements::StatementFile& read) {
    for (auto& head : read.heads) {
        auto why = WhyForgotten(forgotten, book.texts, head);
        if (!why.empty() && read.IsUsed(head)) head.Fault(std::move(why));
    }
}

// What counts of it is settled or gone by now, and is not read anew.
bool StandsForGood(const KeptFile& file, const ForgottenDays& forgotten,
                   const matching::TextPool& texts) {
    return std::ranges::any_of(file.statements, [&](const auto& one) {
        return file.IsUsed(one) && !WhyForgotten(forgotten, texts, one.head).empty();
    });
}

// What a bank books has happened. By the clocks of the east it may be tomorrow already.
void FaultToCome(core::Timestamp at, const Book& book, statements::StatementFile& read) {
    const auto tomorrow = DayAt(at) + 1;
    const auto fault = [&](statements::StatementHead& head, matching::Day day) {
        if (day > tomorrow && read.IsUsed(head))
            head.Fault("is of a day that has not come: " + matching::FormatDay(day));
    };
    for (auto& head : read.heads) fault(head, head.day);
    for (const auto& line : book.lines)
        fault(read.heads[line.statement - read.first_statement], line.booked_day);
}

// Lines of statements that may count, and of them no more than is needed.
void KeepWhatIsNeeded(const statements::StatementFile& read, Book& book) {
    std::erase_if(book.lines, [&](const auto& line) {
        return !read.IsUsed(read.heads[line.statement - read.first_statement]);
    });
    for (auto& line : book.lines) {
        line.account = book.statements[line.statement].account;
        for (const auto kind :
             {matching::kEndToEnd, matching::kInstruction, matching::kOther, matching::kOwnId})
            if (IsAccountNumber(book.texts.At(line.references[kind])))
                line.references[kind] = matching::kNoText;
        line.text = book.texts.Add(ReferenceWords(book.texts.At(line.text)));
        line.counterparty_account = matching::kNoText;
        line.counterparty_name = matching::kNoText;
    }
}

}  // namespace

ImportedStatement ImportStatement(StatementShelf& shelf, const ImportOrder& order,
                                  const statements::LoadOptions& options,
                                  const statements::ReadWatch& watch) {
    Book book;
    const auto file_id = StatementFileId(order.text.sha256);
    const auto known = shelf.Find(file_id, book.texts);
    const auto forgotten = shelf.LoadForgottenDays();
    if (known && (!known->IsJudgedAgain() || StandsForGood(*known, forgotten, book.texts)))
        return {.file = *known, .known = true};
    auto files = shelf.LoadAll(book.texts);
    auto read = statements::LoadStatement(order.text, options, book, watch);
    FaultForgotten(forgotten, book, read);
    FaultToCome(order.at, book, read);
    auto file = Begin(order, known, read, book);
    KeepWhatIsNeeded(read, book);
    file.lines = std::ssize(book.lines);
    std::erase_if(files, [&](const auto& one) { return one.file_id == file_id; });
    files.push_back(std::move(file));
    ImportedStatement imported{.file = {}, .known = false, .moved = JudgeAnew(files, file_id)};
    imported.file = files.back();
    if (order.dry_run) return imported;
    shelf.Keep(imported.file, book, read.first_statement);
    for (const auto& moved : imported.moved) shelf.Update(moved);
    return imported;
}

namespace {

core::Error Conflict(std::string detail) {
    return {.code = core::ErrorCode::kReleaseStateConflict, .detail = std::move(detail)};
}

// `change` decides on the file; all are judged anew behind it.
template <class Change>
core::Result<std::vector<KeptFile>> Decide(StatementShelf& shelf, const core::Uuid& file_id,
                                           Change change) {
    matching::TextPool texts;
    auto known = shelf.Find(file_id, texts);
    if (!known) return core::ErrorCode::kNotFound;
    auto files = shelf.LoadAll(texts);
    auto* file = Find(files, file_id);
    if (file == nullptr) {  // discarded: it has no part in what is judged
        files.push_back(*known);
        file = &files.back();
    }
    const auto changed = change(*file, texts);
    if (!changed) return changed.error();
    if (!*changed) return std::vector<KeptFile>{*file};
    ++file->version;
    auto moved = JudgeAnew(files, file_id);
    moved.insert(moved.begin(), *Find(files, file_id));
    for (const auto& one : moved) shelf.Update(one);
    return moved;
}

}  // namespace

core::Result<std::vector<KeptFile>> ReleaseStatement(StatementShelf& shelf,
                                                     const core::Uuid& file_id,
                                                     const std::string& by,
                                                     const std::string& reason) {
    return Decide(shelf, file_id, [&](KeptFile& file, const auto& texts) -> core::Result<bool> {
        if (file.discarded) return Conflict("The file is discarded: import it again.");
        if (file.State() == FileState::kAccepted && !file.decided_by.empty()) return false;
        if (!file.Waits()) return Conflict("The file waits for no statement before it.");
        const auto forgotten = shelf.LoadForgottenDays();
        for (const auto& one : file.statements) {
            const auto why = one.waits ? WhyForgotten(forgotten, texts, one.head) : std::string();
            if (!why.empty()) return Conflict("A statement that waits " + why + ".");
        }
        for (auto& one : file.statements) one.head.let_through |= one.waits;
        file.decided_by = by;
        file.reason = reason;
        return true;
    });
}

core::Result<std::vector<KeptFile>> DiscardStatement(StatementShelf& shelf,
                                                     const core::Uuid& file_id,
                                                     const std::string& by,
                                                     const std::string& reason) {
    return Decide(shelf, file_id, [&](KeptFile& file, const auto&) -> core::Result<bool> {
        if (file.discarded) return false;
        file.discarded = true;
        for (auto& one : file.statements) one.head.let_through = false;
        file.decided_by = by;
        file.reason = reason;
        return true;
    });
}

}  // namespace clearway::reconciliation
