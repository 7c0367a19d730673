SELECT id, partner_id, currency, type, status, sealed_holder_name, holder_country,
       party_id, posted, held, last_entry, (extract(epoch FROM last_booked_at) * 1000000)::bigint AS last_booked_at,
       version, (extract(epoch FROM created_at) * 1000000)::bigint AS created_at
FROM accounts
WHERE partner_id = $1 AND (created_at, id) < ($2::timestamptz, $3::uuid)
ORDER BY created_at DESC, id DESC
LIMIT $4
