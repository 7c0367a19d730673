INSERT INTO parties (party_id, partner_id, kind, status, status_reason, tier, risk, risk_reason,
                     registered_at, updated_at, reviewed_at, details_version, screened_version,
                     version, sealed, confirmed_case, reopening_by, reopening_reason, reopening_at,
                     proposed_tier, tier_by, tier_reason, tier_at)
SELECT id, partner, kind, status, status_reason, tier, risk, risk_reason, registered, updated, reviewed,
       details, screened, version, sealed, confirmed_case, nullif(proposed_by, ''),
       CASE WHEN proposed_by <> '' THEN proposal END, proposed_at,
       nullif(higher_tier, 0), nullif(tier_by, ''), CASE WHEN tier_by <> '' THEN tier_reason END, tier_at
FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[],
            $7::bigint[], $8::text[], $9::timestamptz[], $10::timestamptz[],
            $11::timestamptz[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bytea[],
            $16::uuid[], $17::text[], $18::text[], $19::timestamptz[], $20::bigint[], $21::text[],
            $22::text[], $23::timestamptz[])
     AS saved (id, partner, kind, status, status_reason, tier, risk, risk_reason, registered, updated,
               reviewed, details, screened, version, sealed, confirmed_case, proposed_by, proposal,
               proposed_at, higher_tier, tier_by, tier_reason, tier_at)
ON CONFLICT (party_id) DO UPDATE
SET status = excluded.status, status_reason = excluded.status_reason,
    confirmed_case = excluded.confirmed_case, reopening_by = excluded.reopening_by,
    reopening_reason = excluded.reopening_reason, reopening_at = excluded.reopening_at,
    tier = excluded.tier, proposed_tier = excluded.proposed_tier, tier_by = excluded.tier_by,
    tier_reason = excluded.tier_reason, tier_at = excluded.tier_at,
    risk = excluded.risk, risk_reason = excluded.risk_reason, updated_at = excluded.updated_at,
    reviewed_at = excluded.reviewed_at, details_version = excluded.details_version,
    screened_version = excluded.screened_version, version = excluded.version,
    -- Nothing is sealed for a party that was erased, or whose record did not open: what was sealed
    -- before stays as it is.
    sealed = CASE WHEN excluded.sealed = ''::bytea THEN parties.sealed ELSE excluded.sealed END
