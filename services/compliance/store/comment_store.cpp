// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/comment_store.h"

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

}  // namespace

std::set<core::Uuid> FindComments(postgres::Transaction& transaction,
                                  const std::set<core::Uuid>& ids) {
    std::set<core::Uuid> found;
    if (ids.empty()) return found;
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    for (const auto& row :
         postgres::Execute(transaction, {"find_comments", sql::kFindComments}, array.Take()))
        found.insert(postgres::AsUuid(row[0]));
    return found;
}

std::vector<Comment> LoadComments(postgres::Transaction& transaction, const Case& one,
                                  Sealer& sealer) {
    std::vector<Comment> comments;
    std::vector<CaseText> sealed;
    for (const auto& row :
         postgres::Execute(transaction, {"load_comments", sql::kLoadComments}, one.id.ToString())) {
        comments.push_back(
            {.author = postgres::AsText(row[1]), .written_at = postgres::AsTimestamp(row[2])});
        sealed.push_back({.person = one.subject.id,
                          .place = TextPlace::kComment,
                          .row = postgres::AsUuid(row[0]),
                          .text = postgres::AsBytes(row[3])});
    }
    if (sealed.empty()) return comments;
    auto texts = sealer.Open(sealed);
    for (std::size_t i = 0; i < comments.size(); ++i) comments[i].text = std::move(texts[i]);
    return comments;
}

void SaveComments(postgres::Transaction& transaction, std::span<const NewComment> comments,
                  Sealer& sealer) {
    if (comments.empty()) return;
    std::vector<CaseText> clear;
    for (const auto& one : comments)
        clear.push_back({.person = one.person,
                         .place = TextPlace::kComment,
                         .row = one.comment.comment_id,
                         .text = one.comment.text});
    const auto sealed = sealer.Seal(clear);
    postgres::UuidArray ids, cases;
    postgres::IntegerArray ordinals;
    postgres::TextArray authors;
    postgres::TimestampArray written;
    postgres::BytesArray bodies;
    for (std::size_t i = 0; i < comments.size(); ++i) {
        const auto& one = comments[i];
        ids.Add(one.comment.comment_id);
        cases.Add(one.case_id);
        ordinals.Add(one.ordinal);
        authors.Add(one.comment.by);
        written.Add(one.comment.at);
        bodies.Add(sealed[i]);
    }
    postgres::Execute(transaction, {"save_comments", sql::kSaveComments}, ids.Take(), cases.Take(),
                      ordinals.Take(), authors.Take(), written.Take(), bodies.Take());
}

}  // namespace clearway::compliance
