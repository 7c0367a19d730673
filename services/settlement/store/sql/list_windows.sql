-- Newest first; an empty currency is all of them.
SELECT currency, number, model, state,
       (extract(epoch FROM opened_at) * 1000000)::bigint AS opened_at,
       (extract(epoch FROM closed_at) * 1000000)::bigint AS closed_at,
       (extract(epoch FROM settled_at) * 1000000)::bigint AS settled_at,
       version, instructions, announced, digest
FROM settlement_windows
WHERE ($1 = '' OR currency = $1) AND (currency, -number) > ($2, -$3::bigint)
ORDER BY currency, number DESC
LIMIT $4
