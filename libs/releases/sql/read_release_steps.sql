SELECT step, taken_by, (extract(epoch FROM taken_at) * 1000000)::bigint
FROM release_steps
WHERE kind = $1::bigint AND version = $2::text
ORDER BY number
