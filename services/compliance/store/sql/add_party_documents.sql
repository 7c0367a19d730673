INSERT INTO party_documents (document_id, party_id, type, country, expires_on, sha256, added_at,
                             sealed_number)
SELECT document_id, party_id, type, country, nullif(expires_on, '')::date, sha256, added_at, number
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
            $7::timestamptz[], $8::bytea[])
     AS added (document_id, party_id, type, country, expires_on, sha256, added_at, number)
