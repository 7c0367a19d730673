UPDATE settlement_instructions
SET confirmed = true
WHERE currency = $1 AND settlement_window = $2 AND id = ANY ($3::uuid[]) AND NOT confirmed
RETURNING id
