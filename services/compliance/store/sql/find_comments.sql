SELECT comment_id
FROM case_comments
WHERE comment_id = ANY($1::uuid[])
