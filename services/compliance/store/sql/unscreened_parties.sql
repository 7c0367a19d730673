SELECT *
FROM party_rows
WHERE party_id > $1::uuid AND screened_version < details_version
ORDER BY party_id
LIMIT $2::bigint
