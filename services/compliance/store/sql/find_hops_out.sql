-- Out of each account, the earliest first. The amount is looked at for the nearest $8 only, so that no account
-- is searched for longer.
SELECT asked.number, hop.*
FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[],
            $7::bigint[]) WITH ORDINALITY
    AS asked (account, at, beyond, currency, least, most, sequence_max, number)
CROSS JOIN LATERAL (
    SELECT near.*
    FROM (SELECT m.id, timestamptz_send(m.moved_at), m.debtor, m.debtor_is_account, m.debtor_party,
                 m.creditor, m.creditor_is_account, m.creditor_party, m.currency, m.amount,
                 m.sequence, m.moved_at
          FROM movements m
          WHERE m.debtor = asked.account AND m.moved_at BETWEEN asked.at AND asked.beyond
            AND m.debtor_is_account AND m.creditor_is_account
            AND m.sequence <= asked.sequence_max
          ORDER BY m.moved_at, m.sequence
          LIMIT $8::bigint) AS near
    WHERE near.currency = asked.currency AND near.amount BETWEEN asked.least AND asked.most
    ORDER BY near.moved_at, near.sequence
    LIMIT $9::bigint) AS hop
ORDER BY asked.number, hop.moved_at, hop.sequence
