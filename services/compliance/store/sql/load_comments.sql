SELECT comment_id, author, (extract(epoch FROM written_at) * 1000000)::bigint, body
FROM case_comments
WHERE case_id = $1::uuid
ORDER BY ordinal
