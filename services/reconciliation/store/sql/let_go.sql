-- All of a payment at once, or nothing: what has news meanwhile, or is being judged, stays.
WITH done AS (
    SELECT payment_id FROM checks
    WHERE payment_id = ANY ($1::uuid[]) AND matched AND due_since IS NULL
    FOR UPDATE SKIP LOCKED
), moved AS (
    DELETE FROM transfers USING done WHERE transfers.payment_id = done.payment_id
), told AS (
    DELETE FROM payments USING done WHERE payments.payment_id = done.payment_id
), healed AS (
    DELETE FROM breaks USING done
    WHERE breaks.payment_id = done.payment_id AND closed_at IS NOT NULL
)
DELETE FROM checks USING done WHERE checks.payment_id = done.payment_id
