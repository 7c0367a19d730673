-- All that a batch of payments changes, in one round trip; empty arrays leave a part out. An
-- account is updated once, however many transfers it was in.
WITH moved AS (
    UPDATE accounts AS target
    SET posted = a.posted, held = a.held, last_entry = a.last_entry,
        last_booked_at = a.last_booked_at, status = a.status::account_status,
        version = a.version
    FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[],
                $6::text[], $7::bigint[])
             AS a (id, posted, held, last_entry, last_booked_at, status, version)
    WHERE target.id = a.id
), placed AS (
    INSERT INTO holds (id, payment_id, debtor, creditor, currency, amount, state, expires_at,
                       version)
    SELECT id, payment_id, debtor, creditor, currency, amount, state::hold_state, expires_at,
           version
    FROM unnest($8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::text[], $13::bigint[],
                $14::text[], $15::timestamptz[], $16::bigint[])
             AS h (id, payment_id, debtor, creditor, currency, amount, state, expires_at, version)
), ended AS (
    UPDATE holds AS target
    SET state = h.state::hold_state, version = h.version
    FROM unnest($17::uuid[], $18::text[], $19::bigint[]) AS h (id, state, version)
    WHERE target.id = h.id
)
INSERT INTO transfers (id, payment_id, hold_id, booking_id, debtor, creditor, currency, amount,
                       released, debtor_sequence, debtor_balance_after, creditor_sequence,
                       creditor_balance_after, posted_at)
SELECT id, payment_id, hold_id, booking_id, debtor, creditor, currency, amount, released,
       debtor_sequence, debtor_balance_after, creditor_sequence, creditor_balance_after, posted_at
FROM unnest($20::uuid[], $21::uuid[], $22::uuid[], $23::uuid[], $24::uuid[], $25::uuid[],
            $26::text[], $27::bigint[], $28::bigint[], $29::bigint[], $30::bigint[], $31::bigint[],
            $32::bigint[], $33::timestamptz[])
         AS t (id, payment_id, hold_id, booking_id, debtor, creditor, currency, amount, released,
               debtor_sequence, debtor_balance_after, creditor_sequence, creditor_balance_after,
               posted_at)
