DELETE FROM statement_matches m
WHERE m.account_id = $1::uuid AND m.settled_day IS NULL
  AND NOT EXISTS (SELECT FROM statement_lines l WHERE l.match_id = m.match_id)
