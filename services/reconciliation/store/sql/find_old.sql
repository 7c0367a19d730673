-- The next payments in the order of their ids, and of each whether it is done with: both sides agree,
-- nothing is due, and no news came since $2.
SELECT checks.payment_id,
       coalesce(matched AND due_since IS NULL
           AND (SELECT received_at FROM payments p WHERE p.payment_id = checks.payment_id)
               < to_timestamp(0) + $2::bigint * interval '1 microsecond'
           AND coalesce((SELECT max(received_at) FROM transfers t
                         WHERE t.payment_id = checks.payment_id)
                        < to_timestamp(0) + $2::bigint * interval '1 microsecond', true), false)
FROM checks
WHERE checks.payment_id > $1::uuid
ORDER BY checks.payment_id
LIMIT $3::bigint
