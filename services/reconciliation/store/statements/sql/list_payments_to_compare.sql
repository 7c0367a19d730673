-- With a break or with an exception of a statement: only the open ones, or those that operators have
-- ended, too. All others agree, or are awaited.
SELECT payment_id
FROM (SELECT payment_id FROM breaks WHERE closed_at IS NULL
      UNION
      SELECT payment_id FROM payment_differences
      WHERE (state <> 6 OR contradicted)
        AND ($3::boolean OR contradicted OR state NOT IN (4, 5, 9))) compared
WHERE payment_id > $1::uuid
ORDER BY payment_id
LIMIT $2::bigint
