SELECT party_id, partner_id, kind, status, status_reason, tier, risk, risk_reason,
       (extract(epoch FROM registered_at) * 1000000)::bigint,
       (extract(epoch FROM updated_at) * 1000000)::bigint,
       (extract(epoch FROM reviewed_at) * 1000000)::bigint, details_version, screened_version,
       version, sealed,
       -- Whether a case about it waits: cases of parties have subject kind 2, open ones status 1.
       EXISTS (SELECT FROM cases
               WHERE subject_kind = 2 AND subject_id = parties.party_id AND cases.status = 1)
FROM parties
WHERE status = 2
  AND (reviewed_at, party_id) > ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
  AND reviewed_at <= 'epoch'::timestamptz + interval '1 microsecond' *
      CASE risk WHEN 1 THEN $4::bigint WHEN 2 THEN $5::bigint ELSE $6::bigint END
ORDER BY reviewed_at, party_id
LIMIT $3::bigint
