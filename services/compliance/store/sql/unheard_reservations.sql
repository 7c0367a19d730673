SELECT payment_id, (extract(epoch FROM reserved_at) * 1000000)::bigint
FROM limit_reservations
WHERE state = 1 AND NOT heard_of
  AND reserved_at < 'epoch'::timestamptz + $1::bigint * interval '1 microsecond'
ORDER BY reserved_at
LIMIT $2::bigint
