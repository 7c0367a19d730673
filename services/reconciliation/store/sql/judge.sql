-- The proof. For each payment asked: what should have moved, what did, and which reasons for a
-- break hold (bit n for the reason numbered n in the contract). The two sides arrive in no given
-- order, so what only one side has told yet is in flight until it is late.
WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $3::uuid[]) AS a (payment_id, stream_id)
), sides AS (
    SELECT asked.payment_id,
           asked.stream_id,
           p.payment_id IS NOT NULL AS known,
           coalesce(p.state = 'settled', false) AS settled,
           coalesce(p.state IN ('in_review', 'authorised', 'capture_requested'), false)
               AS under_way,
           coalesce(p.state IN ('declined', 'cancelled', 'expired', 'failed'), false) AS ended,
           -- The ledger must act without anything more being said.
           coalesce(p.state = 'capture_requested'
                    OR p.state = 'authorised' AND p.automatic_capture, false) AS ordered,
           coalesce(p.captured_minor, p.amount_minor) AS expected_minor,
           p.settled_minor,
           p.currency AS expected_currency,
           moved.*,
           greatest(p.received_at, moved.last_received_at) AS since,
           greatest(p.received_at, moved.last_received_at)
               <= to_timestamp(0) + $2::bigint * interval '1 microsecond' AS late
    FROM asked
    LEFT JOIN payments p ON p.payment_id = asked.payment_id
    CROSS JOIN LATERAL (
        SELECT count(*) AS times,
               least(sum(t.amount_minor), 9223372036854775807)::bigint AS moved_minor,
               min(t.currency) AS moved_currency,
               max(t.received_at) AS last_received_at,
               coalesce(bool_or(t.currency <> p.currency), false) AS other_currency,
               coalesce(bool_or(t.debtor <> p.debtor OR t.creditor <> p.creditor), false)
                   AS other_accounts
        FROM transfers t
        WHERE t.payment_id = asked.payment_id
    ) AS moved
), compared AS (
    SELECT *,
           times = 1 AND NOT ended AND (
               other_currency
               OR (settled OR ordered) AND moved_minor <> expected_minor
               OR settled AND settled_minor IS NOT NULL AND moved_minor <> settled_minor
               -- A capture may be on its way that this side has not heard of, but only of less.
               OR moved_minor > expected_minor) AS other_amount,
           (times = 0 AND (settled OR ordered)) OR (times > 0 AND (NOT known OR under_way))
               AS one_sided
    FROM sides
), judged AS (
    SELECT *,
           ((settled AND times = 0 AND late)::integer << 1)
           | ((NOT known AND times > 0 AND late)::integer << 2)
           | ((times > 1)::integer << 3)
           | (coalesce(other_amount, false)::integer << 4)
           | (other_accounts::integer << 5)
           | ((under_way AND times > 0 AND late)::integer << 6)
           | ((ordered AND times = 0 AND late)::integer << 7)
           | ((ended AND times > 0)::integer << 8) AS found
    FROM compared
)
SELECT judged.payment_id,
       found,
       coalesce((SELECT bit_or(1 << reason) FROM breaks
                 WHERE breaks.payment_id = judged.payment_id AND closed_at IS NULL), 0),
       coalesce(one_sided AND NOT late, false),
       found = 0 AND (settled AND times = 1 OR ended AND times = 0),
       checks.matched,
       checks.reconciled,
       (extract(epoch FROM since) * 1000000)::bigint,
       expected_currency,
       expected_minor,
       moved_currency,
       moved_minor,
       -- The books may have let go of a payment long ago: a break of it goes on in its stream.
       CASE WHEN checks.stream_version = 0 AND found <> 0
            THEN coalesce((SELECT max(version) FROM events
                           WHERE events.stream_id = judged.stream_id), 0)
            ELSE checks.stream_version END
FROM judged
JOIN checks ON checks.payment_id = judged.payment_id
