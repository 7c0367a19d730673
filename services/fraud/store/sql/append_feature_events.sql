-- Adds the attempts that are not there; answers those whose assessment is not in the event store. The
-- history of attempts is short and may have let go of a payment long before a review of it ends. $9 is
-- when the oldest of the payments began: older partitions of events are left out.
WITH attempts AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[],
                         $7::bigint[], $8::timestamptz[])
        AS a (payment_id, assessment, payer, payee, device, currency, amount_minor, created_at)
), added AS (
    INSERT INTO feature_events (payment_id, payer, payee, device, currency, amount_minor, created_at)
    SELECT payment_id, payer, payee, device, currency, amount_minor, created_at FROM attempts
    ON CONFLICT (payment_id) DO NOTHING
)
SELECT payment_id FROM attempts
-- A value, not NOT EXISTS: that may become a join, and one planned while the table is small compares
-- each attempt with each fact for as long as the plan lives.
WHERE (SELECT version FROM events
       WHERE stream_id = attempts.assessment AND version = 1 AND occurred_at >= $9::timestamptz
       LIMIT 1) IS NULL
