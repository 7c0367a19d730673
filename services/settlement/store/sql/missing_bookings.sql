-- Of these transfers, how many are not there, or over another amount.
SELECT count(*)
FROM unnest($1::uuid[], $2::bigint[]) AS wanted (id, amount)
WHERE NOT EXISTS (SELECT FROM transfers AS t WHERE t.id = wanted.id AND t.amount = wanted.amount)
