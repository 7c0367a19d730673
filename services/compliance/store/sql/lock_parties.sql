SELECT *
FROM party_rows
WHERE party_id = ANY($1::uuid[])
ORDER BY party_id
FOR UPDATE
