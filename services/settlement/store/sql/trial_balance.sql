-- One statement, so one moment. No index keeps the numbers of an account's entries apart: their count
-- and sum must be those of 1, 2, 3, ... Sums are numeric: they may be beyond 64 bits where no account is.
-- Entries that left with old months count by what they came to.
WITH booked AS (
    SELECT e.account_id, sum(e.amount) AS amount, count(*) AS entries, sum(e.sequence) AS numbers
    FROM entries AS e LEFT JOIN brought_forward AS f USING (account_id)
    WHERE f.entries IS NULL OR e.sequence > f.entries
    GROUP BY e.account_id
), reserved AS (
    SELECT debtor, sum(amount) AS amount FROM reservations GROUP BY debtor
), summed AS (
    SELECT a.currency, a.posted, a.held, a.last_entry,
           coalesce(f.balance, 0) + coalesce(b.amount, 0) AS amount,
           coalesce(f.entries, 0) + coalesce(b.entries, 0) AS entries,
           coalesce(f.entries::numeric * (f.entries + 1) / 2, 0) + coalesce(b.numbers, 0) AS numbers,
           coalesce(r.amount, 0) AS reserved
    FROM accounts AS a
    LEFT JOIN brought_forward AS f ON f.account_id = a.id
    LEFT JOIN booked AS b ON b.account_id = a.id
    LEFT JOIN reserved AS r ON r.debtor = a.id
)
SELECT currency,
       count(*) AS accounts,
       coalesce(sum(entries), 0)::bigint AS entries,
       coalesce(sum(entries) / 2, 0)::bigint AS transfers,
       sum(posted)::text AS sum_of_balances,
       coalesce(sum(amount), 0)::text AS sum_of_entries,
       count(*) FILTER (WHERE posted <> amount
                           OR held <> reserved
                           OR last_entry <> entries
                           OR last_entry::numeric * (last_entry + 1) / 2 <> numbers)
           AS inconsistent_accounts
FROM summed
GROUP BY currency
ORDER BY currency
