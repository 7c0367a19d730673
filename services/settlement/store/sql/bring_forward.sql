-- Before the partition % leaves, the oldest there is: where it leaves each account.
INSERT INTO brought_forward AS known (account_id, entries, balance)
SELECT DISTINCT ON (account_id) account_id, sequence, balance_after
FROM (SELECT debtor, debtor_sequence, debtor_balance_after FROM %
      UNION ALL
      SELECT creditor, creditor_sequence, creditor_balance_after FROM %)
         AS entries (account_id, sequence, balance_after)
ORDER BY account_id, sequence DESC
ON CONFLICT (account_id) DO UPDATE
SET entries = excluded.entries, balance = excluded.balance
WHERE known.entries < excluded.entries
