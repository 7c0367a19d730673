SELECT *
FROM party_rows
WHERE partner_id = $4
  AND (registered_at, party_id) < ('epoch'::timestamptz + $1::bigint * interval '1 microsecond', $2::uuid)
  AND ($5::bigint = 0 OR status = $5::bigint)
ORDER BY registered_at DESC, party_id DESC
LIMIT $3::bigint
