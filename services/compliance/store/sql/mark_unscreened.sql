-- They are due for screening as if they had just come; locked in the order in which writers lock.
WITH due AS (
    SELECT party_id
    FROM parties
    WHERE party_id = ANY($1::uuid[])
    ORDER BY party_id
    FOR UPDATE
)
UPDATE parties
SET screened_version = 0
FROM due
WHERE parties.party_id = due.party_id
