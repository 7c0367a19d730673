-- Of a party that was erased nothing is left to screen.
SELECT *
FROM party_rows
WHERE party_id > $1::uuid AND screened_version < details_version
  AND NOT EXISTS (SELECT FROM person_keys
                  WHERE person_id = party_rows.party_id AND generation = 1
                    AND erased_at IS NOT NULL)
ORDER BY party_id
LIMIT $2::bigint
