-- One statement, so one moment. No index keeps the numbers of an account's entries apart: their count
-- and sum must be those of 1, 2, 3, ... Sums are numeric: they may be beyond 64 bits where no account is.
WITH booked AS (
    SELECT account_id, sum(amount) AS amount, count(*) AS entries, sum(sequence) AS numbers
    FROM entries GROUP BY account_id
), reserved AS (
    SELECT debtor, sum(amount) AS amount FROM holds WHERE state = 'held' GROUP BY debtor
), moved AS (
    SELECT currency, count(*) AS transfers FROM transfers GROUP BY currency
)
SELECT a.currency,
       count(*) AS accounts,
       coalesce(sum(b.entries), 0)::bigint AS entries,
       coalesce(max(m.transfers), 0) AS transfers,
       sum(a.posted)::text AS sum_of_balances,
       coalesce(sum(b.amount), 0)::text AS sum_of_entries,
       count(*) FILTER (WHERE a.posted <> coalesce(b.amount, 0)
                           OR a.held <> coalesce(r.amount, 0)
                           OR a.last_entry <> coalesce(b.entries, 0)
                           OR a.last_entry::numeric * (a.last_entry + 1) / 2 <> coalesce(b.numbers, 0))
           AS inconsistent_accounts
FROM accounts AS a
LEFT JOIN booked AS b ON b.account_id = a.id
LEFT JOIN reserved AS r ON r.debtor = a.id
LEFT JOIN moved AS m ON m.currency = a.currency
GROUP BY a.currency
ORDER BY a.currency
