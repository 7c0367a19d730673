-- What is kept, in the order in which it became known, from behind $1 on.
SELECT id, timestamptz_send(moved_at), debtor, debtor_is_account, debtor_party, creditor,
       creditor_is_account, creditor_party, currency, amount, sequence
FROM movements
WHERE sequence > $1::bigint
ORDER BY sequence
LIMIT $2::bigint
