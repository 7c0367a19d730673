-- Through accounts ($1), the latest first. The amount is looked at for the latest $9 only. Money between
-- accounts of the party $10 does not move for it; null: the subject is the account.
SELECT latest.*
FROM (SELECT m.id, timestamptz_send(m.moved_at), m.debtor, m.debtor_is_account, m.debtor_party,
             m.creditor, m.creditor_is_account, m.creditor_party, m.currency, m.amount, m.sequence,
             m.moved_at
      FROM movements m
      WHERE (($6::boolean AND m.creditor = ANY($1::uuid[]))
             OR ($7::boolean AND m.debtor = ANY($1::uuid[])))
        AND m.moved_at > $2::timestamptz AND m.moved_at <= $3::timestamptz
        AND m.sequence <= $8::bigint
        AND ($10::uuid IS NULL OR m.debtor_party IS DISTINCT FROM m.creditor_party)
      ORDER BY m.moved_at DESC, m.sequence DESC
      LIMIT $9::bigint) AS latest
WHERE latest.currency = $4::text AND latest.amount BETWEEN $5::bigint AND $11::bigint
ORDER BY latest.moved_at DESC, latest.sequence DESC
LIMIT $12::bigint
