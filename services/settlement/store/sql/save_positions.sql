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
        debit_cap = p.debit_cap, liquidity = p.liquidity, proposed_bic = p.proposed_bic,
        proposed_account = p.proposed_account, proposed_by = p.proposed_by,
        settlement_window = p.settlement_window, net = p.net, reserved = p.reserved,
        version = p.version, revision = p.revision
    FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::bigint[],
                $9::bigint[], $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bigint[],
                $15::bigint[], $16::bigint[], $17::bigint[])
             AS p (currency, institution, bic, settlement_account, suspended, debit_cap, liquidity,
                   proposed_bic, proposed_account, proposed_by, settlement_window, net, reserved,
                   version, revision)
    WHERE target.currency = p.currency AND target.institution = p.institution
      AND target.revision = p.revision - 1
    RETURNING true
), added AS (
    INSERT INTO settlement_participants (currency, institution, bic, settlement_account, suspended,
                                         debit_cap, liquidity, proposed_bic, proposed_account,
                                         proposed_by, settlement_window, net, reserved, version,
                                         revision)
    SELECT *
    FROM unnest($18::text[], $19::text[], $20::text[], $21::text[], $22::boolean[], $23::bigint[],
                $24::bigint[], $25::text[], $26::text[], $27::text[], $28::bigint[], $29::bigint[],
                $30::bigint[], $31::bigint[], $32::bigint[])
), flowed AS (
    INSERT INTO settlement_flows AS known (currency, settlement_window, debtor, creditor, gross,
                                           transfers)
    SELECT *
    FROM unnest($33::text[], $34::bigint[], $35::text[], $36::text[], $37::bigint[], $38::bigint[])
    ON CONFLICT (currency, settlement_window, debtor, creditor) DO UPDATE
    SET gross = known.gross + excluded.gross, transfers = known.transfers + excluded.transfers
)
SELECT (SELECT count(*) FROM open_windows) AS open,
       (SELECT count(*) FROM moved) AS moved,
       (SELECT count(*)
        FROM unnest($39::text[], $40::text[], $41::bigint[])
                 AS known (currency, institution, revision)
        WHERE (SELECT true FROM settlement_participants AS p
               WHERE p.currency = known.currency AND p.institution = known.institution
                 AND p.revision = known.revision) IS NULL) AS others
