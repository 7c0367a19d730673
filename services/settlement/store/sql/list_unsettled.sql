SELECT currency, number, model, state,
       (extract(epoch FROM opened_at) * 1000000)::bigint AS opened_at,
       (extract(epoch FROM closed_at) * 1000000)::bigint AS closed_at,
       (extract(epoch FROM settled_at) * 1000000)::bigint AS settled_at,
       version, instructions, announced, digest
FROM settlement_windows
WHERE state IN ('closed', 'settling') AND (currency, number) > ($1, $2::bigint)
ORDER BY currency, number
LIMIT $3
