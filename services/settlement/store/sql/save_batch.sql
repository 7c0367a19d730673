-- All that a batch of payments changes, in one round trip; empty arrays leave a part out. An
-- account is updated once, however many transfers it was in. Only rows that are as the batch knew them
-- are changed: `moved` and `ended` count them, `others` those that it left as they are and that are not
-- what it knew.
WITH moved AS (
    UPDATE accounts AS target
    SET posted = a.posted, held = a.held, last_entry = a.last_entry,
        last_booked_at = a.last_booked_at, status = a.status::account_status,
        version = a.version
    FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[],
                $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
             AS a (id, posted, held, last_entry, last_booked_at, status, version, known_held,
                   known_last_entry, known_version)
    WHERE target.id = a.id AND target.held = a.known_held
      AND target.last_entry = a.known_last_entry AND target.version = a.known_version
    RETURNING true
), placed AS (
    INSERT INTO holds (id, payment_id, debtor, creditor, currency, amount, state, expires_at,
                       version, committed)
    SELECT id, payment_id, debtor, creditor, currency, amount, state::hold_state, expires_at,
           version, committed
    FROM unnest($11::uuid[], $12::uuid[], $13::uuid[], $14::uuid[], $15::text[], $16::bigint[],
                $17::text[], $18::timestamptz[], $19::bigint[], $45::bigint[])
             AS h (id, payment_id, debtor, creditor, currency, amount, state, expires_at, version,
                   committed)
), ended AS (
    UPDATE holds AS target
    SET state = h.state::hold_state, version = h.version, committed = h.committed
    FROM unnest($20::uuid[], $21::text[], $22::bigint[], $23::bigint[], $46::bigint[])
             AS h (id, state, version, known_version, committed)
    WHERE target.id = h.id AND target.version = h.known_version
    RETURNING true
), booked AS (
    INSERT INTO transfers (id, payment_id, hold_id, booking_id, debtor, creditor, currency, amount,
                           released, debtor_sequence, debtor_balance_after, creditor_sequence,
                           creditor_balance_after, posted_at, settlement_window)
    SELECT id, payment_id, hold_id, booking_id, debtor, creditor, currency, amount, released,
           debtor_sequence, debtor_balance_after, creditor_sequence, creditor_balance_after,
           posted_at, settlement_window
    FROM unnest($24::uuid[], $25::uuid[], $26::uuid[], $27::uuid[], $28::uuid[], $29::uuid[],
                $30::text[], $31::bigint[], $32::bigint[], $33::bigint[], $34::bigint[],
                $35::bigint[], $36::bigint[], $37::timestamptz[], $44::bigint[])
             AS t (id, payment_id, hold_id, booking_id, debtor, creditor, currency, amount, released,
                   debtor_sequence, debtor_balance_after, creditor_sequence,
                   creditor_balance_after, posted_at, settlement_window)
)
SELECT (SELECT count(*) FROM moved) AS moved,
       (SELECT count(*) FROM ended) AS ended,
       (SELECT count(*)
        FROM unnest($38::uuid[], $39::bigint[], $40::bigint[], $41::bigint[])
                 AS known (id, held, last_entry, version)
        WHERE (SELECT true FROM accounts AS a
               WHERE a.id = known.id AND a.held = known.held AND a.last_entry = known.last_entry
                 AND a.version = known.version) IS NULL)
           + (SELECT count(*)
              FROM unnest($42::uuid[], $43::bigint[]) AS known (id, version)
              WHERE coalesce((SELECT h.version FROM holds AS h WHERE h.id = known.id), 0)
                    <> known.version) AS others
