-- All of a payment at once, or nothing: what has news meanwhile stays.
WITH done AS (
    DELETE FROM payments
    WHERE payment_id = ANY ($1::uuid[]) AND matched AND NOT in_flight
      AND since < to_timestamp(0) + $2::bigint * interval '1 microsecond'
    RETURNING payment_id
), moved AS (
    DELETE FROM moved_again USING done WHERE moved_again.payment_id = done.payment_id
), trail AS (
    DELETE FROM payment_lineage USING done WHERE payment_lineage.payment_id = done.payment_id
), healed AS (
    DELETE FROM breaks USING done
    WHERE breaks.payment_id = done.payment_id AND closed_at IS NOT NULL
)
SELECT payment_id FROM done
