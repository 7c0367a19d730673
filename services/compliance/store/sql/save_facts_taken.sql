INSERT INTO payment_facts_taken (partition, newest_at)
SELECT partition, newest_at
FROM unnest($1::bigint[], $2::timestamptz[]) AS taken (partition, newest_at)
ON CONFLICT (partition) DO UPDATE
SET newest_at = greatest(payment_facts_taken.newest_at, excluded.newest_at)
