// SPDX-License-Identifier: Apache-2.0
#include "services/audit/rpc/sign_pack.h"

#include "crypto/base64.h"
#include "services/audit/usecase/pack_statement.h"

namespace clearway::audit {

async::Task<core::Result<v1::SignedPack>> SignPack(const LogSigner& signer,
                                                   const v1::SignPackRequest& request) {
    PackStatement statement{
        .subject = {.kind = request.subject_kind(), .id = request.subject_id()}};
    if (!IsPackSubject(statement.subject))
        co_return core::InvalidField("subject_id", "must be the UUID of a payment or a case");
    const auto digest = crypto::FromBase64(request.content_sha256());
    if (!digest || digest->size() != merkle::kHashSize)
        co_return core::InvalidField("content_sha256", "must be a SHA-256 in base64");
    statement.content = merkle::HashOfBytes(digest->data());
    v1::SignedPack signed_pack;
    signed_pack.set_note(SignPackStatement(statement, signer.origin, signer.key));
    co_return signed_pack;
}

}  // namespace clearway::audit
