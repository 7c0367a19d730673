UPDATE statement_matches m SET settled_day = old.day
FROM (SELECT match_id, max(value_day) AS day
      FROM (SELECT match_id, value_day FROM statement_lines
            WHERE account_id = $1::uuid AND NOT settled AND match_id IS NOT NULL
              AND value_day <= date '1970-01-01' + $2::bigint::integer
            UNION ALL
            SELECT match_id, value_day FROM statement_expectations
            WHERE account_id = $1::uuid AND NOT settled AND match_id IS NOT NULL
              AND value_day <= date '1970-01-01' + $2::bigint::integer) members
      GROUP BY match_id) old
WHERE m.match_id = old.match_id AND m.settled_day IS NULL
  AND NOT EXISTS (SELECT FROM statement_lines l
                  WHERE l.match_id = m.match_id
                    AND l.value_day > date '1970-01-01' + $2::bigint::integer)
  AND NOT EXISTS (SELECT FROM statement_expectations e
                  WHERE e.match_id = m.match_id
                    AND e.value_day > date '1970-01-01' + $2::bigint::integer)
  -- What a later line says again stays with it.
  AND NOT EXISTS (SELECT FROM statement_exceptions x
                  JOIN statement_expectations e USING (expectation_id)
                  JOIN statement_lines l ON l.line_id = x.line_id
                  WHERE x.account_id = $1::uuid AND NOT x.settled AND e.match_id = m.match_id
                    AND l.value_day > date '1970-01-01' + $2::bigint::integer)
