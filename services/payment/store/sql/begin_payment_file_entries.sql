-- Those of them that are under way from now on, or were before.
WITH begun AS (
    UPDATE payment_file_entries SET state = 4
    WHERE file_id = $1 AND position = ANY ($2::bigint[]) AND state = 1
    RETURNING position
)
SELECT position FROM begun
UNION ALL
SELECT position FROM payment_file_entries
WHERE file_id = $1 AND position = ANY ($2::bigint[]) AND state = 4
