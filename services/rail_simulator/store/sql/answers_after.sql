SELECT sequence, message_id, type, content, (extract(epoch FROM sent_at) * 1000000)::bigint
FROM answers
WHERE participant = $1 AND rail = $2 AND sequence > $3
ORDER BY sequence
LIMIT $4
