SELECT payment_id FROM checks
WHERE due_since <= to_timestamp(0) + $1::bigint * interval '1 microsecond'
ORDER BY due_since, payment_id
LIMIT $2::bigint
FOR UPDATE SKIP LOCKED
