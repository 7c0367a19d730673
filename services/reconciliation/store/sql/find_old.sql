-- The next payments in the order of their ids, and of each whether it is done with: both sides agree,
-- nothing is awaited, and no news came since $2.
SELECT payment_id,
       matched AND NOT in_flight
           AND since < to_timestamp(0) + $2::bigint * interval '1 microsecond'
FROM payments
WHERE payment_id > $1::uuid
ORDER BY payment_id
LIMIT $3::bigint
