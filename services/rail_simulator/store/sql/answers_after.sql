-- So many at most, and of these those that have no more than so many bytes together; the first one
-- always.
SELECT sequence, message_id, type, content, (extract(epoch FROM sent_at) * 1000000)::bigint
FROM (SELECT *, sum(length(content)) OVER (ORDER BY sequence) AS bytes
      FROM (SELECT * FROM answers
            WHERE participant = $1 AND rail = $2 AND sequence > $3
            ORDER BY sequence
            LIMIT $4) AS next) AS counted
WHERE bytes <= greatest($5::bigint, length(content))
ORDER BY sequence
