UPDATE statement_lines l SET match_id = NULL
FROM statements s
WHERE s.file_id = l.file_id AND s.place = l.place AND l.account_id = $1::uuid AND NOT s.used
  AND NOT l.settled AND l.match_id IS NOT NULL
