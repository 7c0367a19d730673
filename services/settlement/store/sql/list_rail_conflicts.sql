-- Newest first.
SELECT id, payment_id, rail, kind, detail, message_digest, timestamptz_send(opened_at) AS opened_at,
       timestamptz_send(resolved_at) AS resolved_at, resolved_by, note
FROM rail_conflicts
WHERE (opened_at, id) < ($1::timestamptz, $2::uuid) AND ($3::boolean OR resolved_at IS NULL)
ORDER BY opened_at DESC, id DESC
LIMIT $4
