SELECT party_id, document_id, type, country, to_char(expires_on, 'YYYY-MM-DD'), sha256,
       (extract(epoch FROM added_at) * 1000000)::bigint, sealed_number
FROM party_documents
WHERE party_id = ANY($1::uuid[])
ORDER BY party_id, added_at, document_id
