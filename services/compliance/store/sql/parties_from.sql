SELECT *
FROM party_rows
WHERE party_id > $1::uuid
ORDER BY party_id
LIMIT $2::bigint
