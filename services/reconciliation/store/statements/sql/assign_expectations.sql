UPDATE statement_expectations e SET match_id = u.match_id
FROM unnest($1::uuid[], $2::uuid[]) AS u(expectation_id, match_id)
WHERE e.expectation_id = u.expectation_id AND e.match_id IS DISTINCT FROM u.match_id
