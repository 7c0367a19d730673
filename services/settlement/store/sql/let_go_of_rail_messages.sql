-- Those that are about no one payment.
WITH gone AS (
    DELETE FROM rail_messages
    WHERE ctid IN (SELECT ctid FROM rail_messages
                   WHERE payment_id IS NULL AND at < $1::timestamptz
                   LIMIT $2)
    RETURNING true
)
SELECT count(*) FROM gone
