UPDATE statement_lines l SET match_id = u.match_id
FROM unnest($1::uuid[], $2::uuid[]) AS u(line_id, match_id)
WHERE l.line_id = u.line_id AND l.match_id IS DISTINCT FROM u.match_id
