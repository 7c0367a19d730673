SELECT id, (extract(epoch FROM expires_at) * 1000000)::bigint AS expires_at
FROM holds
WHERE state = 'held'
ORDER BY expires_at
LIMIT $1
