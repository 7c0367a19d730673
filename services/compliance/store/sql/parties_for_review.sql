SELECT *
FROM party_rows
WHERE status = 2
  AND (reviewed_at, party_id) > ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
  AND reviewed_at <= 'epoch'::timestamptz + interval '1 microsecond' *
      CASE risk WHEN 1 THEN $4::bigint WHEN 2 THEN $5::bigint ELSE $6::bigint END
ORDER BY reviewed_at, party_id
LIMIT $3::bigint
