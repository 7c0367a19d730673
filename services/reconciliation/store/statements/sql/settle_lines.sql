UPDATE statement_lines l SET settled = true
WHERE l.account_id = $1::uuid AND NOT l.settled
  AND l.value_day <= date '1970-01-01' + $2::bigint::integer
  -- What waits may still count.
  AND NOT EXISTS (SELECT FROM statements s
                  WHERE s.file_id = l.file_id AND s.place = l.place AND s.waits)
  AND CASE WHEN l.match_id IS NOT NULL
           THEN l.match_id IN (SELECT match_id FROM statement_matches
                               WHERE account_id = $1::uuid AND settled_day IS NOT NULL)
           ELSE l.line_id NOT IN (SELECT line_id FROM statement_exceptions
                                  WHERE account_id = $1::uuid AND NOT settled AND state <> 6
                                    AND line_id IS NOT NULL) END
