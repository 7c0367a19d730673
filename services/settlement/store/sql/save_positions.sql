-- What a batch moved between participants. `open` counts the windows that it rests on and that are open
-- still, locked until it is committed: whoever closes one waits for that, and what comes after the close
-- finds it closed. `moved` counts the participants that were as the batch knew them, `others` those it
-- left as they are and that are not. In the order of their keys, as every writer locks them.
WITH open_windows AS (
    SELECT true
    FROM unnest($1::text[], $2::bigint[]) AS known (currency, number)
    JOIN settlement_windows AS w
      ON w.currency = known.currency AND w.number = known.number AND w.state = 'open'
    FOR SHARE OF w
), moved AS (
    UPDATE settlement_participants AS target
    SET bic = p.bic, settlement_account = p.settlement_account, suspended = p.suspended,
        debit_cap = p.debit_cap, liquidity = p.liquidity,
        settlement_window = p.settlement_window, net = p.net, reserved = p.reserved,
        version = p.version, revision = p.revision
    FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::bigint[],
                $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
                $14::bigint[])
             AS p (currency, institution, bic, settlement_account, suspended, debit_cap, liquidity,
                   settlement_window, net, reserved, version, revision)
    WHERE target.currency = p.currency AND target.institution = p.institution
      AND target.revision = p.revision - 1
    RETURNING true
), added AS (
    INSERT INTO settlement_participants (currency, institution, bic, settlement_account, suspended,
                                         debit_cap, liquidity, settlement_window, net, reserved,
                                         version, revision)
    SELECT *
    FROM unnest($15::text[], $16::text[], $17::text[], $18::text[], $19::boolean[], $20::bigint[],
                $21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[], $25::bigint[],
                $26::bigint[])
), flowed AS (
    INSERT INTO settlement_flows AS known (currency, settlement_window, debtor, creditor, gross,
                                           transfers)
    SELECT *
    FROM unnest($27::text[], $28::bigint[], $29::text[], $30::text[], $31::bigint[], $32::bigint[])
    ON CONFLICT (currency, settlement_window, debtor, creditor) DO UPDATE
    SET gross = known.gross + excluded.gross, transfers = known.transfers + excluded.transfers
)
SELECT (SELECT count(*) FROM open_windows) AS open,
       (SELECT count(*) FROM moved) AS moved,
       (SELECT count(*)
        FROM unnest($33::text[], $34::text[], $35::bigint[])
                 AS known (currency, institution, revision)
        WHERE (SELECT true FROM settlement_participants AS p
               WHERE p.currency = known.currency AND p.institution = known.institution
                 AND p.revision = known.revision) IS NULL) AS others
