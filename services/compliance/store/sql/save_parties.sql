INSERT INTO parties (party_id, partner_id, kind, status, status_reason, tier, risk, risk_reason,
                     registered_at, updated_at, reviewed_at, details_version, screened_version,
                     version, sealed)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[],
                     $7::bigint[], $8::text[], $9::timestamptz[], $10::timestamptz[],
                     $11::timestamptz[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bytea[])
ON CONFLICT (party_id) DO UPDATE
SET status = excluded.status, status_reason = excluded.status_reason, tier = excluded.tier,
    risk = excluded.risk, risk_reason = excluded.risk_reason, updated_at = excluded.updated_at,
    reviewed_at = excluded.reviewed_at, details_version = excluded.details_version,
    screened_version = excluded.screened_version, version = excluded.version,
    -- Nothing is sealed for a party that was erased: what was sealed before stays closed.
    sealed = CASE WHEN excluded.sealed = ''::bytea THEN parties.sealed ELSE excluded.sealed END
