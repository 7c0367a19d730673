// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/files/read_files.h"

#include "services/payment/files/status_report.h"

namespace clearway::payment {

Task<Result<PaymentFile>> ReadFiles::Find(const std::string& partner_id, const PaymentFileId& id) {
    auto found = co_await files_.Find(id);
    if (!found) co_return std::move(found).error();
    if (!found->has_value() || (*found)->partner_id != partner_id)
        co_return core::ErrorCode::kNotFound;
    co_return std::move(**found);
}

Task<Result<FileAndCounts>> ReadFiles::Get(const std::string& partner_id, const PaymentFileId& id) {
    auto file = co_await Find(partner_id, id);
    if (!file) co_return std::move(file).error();
    auto counts = co_await files_.Count(id);
    if (!counts) co_return std::move(counts).error();
    co_return FileAndCounts{.file = std::move(*file), .counts = std::move(*counts)};
}

Task<Result<FilePage>> ReadFiles::List(FileFilter filter) {
    const auto wanted = filter.page_size;
    ++filter.page_size;  // one more tells whether there is another page
    auto files = co_await files_.List(filter);
    if (!files) co_return std::move(files).error();
    FilePage page{.files = std::move(*files)};
    page.more = page.files.size() > wanted;
    if (page.more) page.files.pop_back();
    co_return page;
}

Task<Result<EntryPage>> ReadFiles::ListEntries(const std::string& partner_id,
                                               const PaymentFileId& id, std::int32_t after,
                                               std::size_t page_size) {
    const auto file = co_await Find(partner_id, id);
    if (!file) co_return file.error();
    auto entries = co_await files_.ListEntries(id, after, page_size + 1);
    if (!entries) co_return std::move(entries).error();
    EntryPage page{.entries = std::move(*entries)};
    page.more = page.entries.size() > page_size;
    if (page.more) page.entries.pop_back();
    co_return page;
}

Task<Result<std::string>> ReadFiles::Report(const std::string& partner_id, const PaymentFileId& id,
                                            std::size_t entries_max) {
    const auto file = co_await Find(partner_id, id);
    if (!file) co_return file.error();
    if (static_cast<std::size_t>(file->entries) > entries_max)
        co_return core::InvalidField("file_id",
                                     "names a file whose report is too large for this "
                                     "call; the command report-file writes it");
    const auto entries = co_await files_.ListEntries(id, 0, entries_max);
    if (!entries) co_return entries.error();
    co_return WriteStatusReport(*file, *entries);
}

}  // namespace clearway::payment
