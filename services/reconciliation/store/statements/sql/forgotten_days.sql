SELECT account_id, forgotten_to - date '1970-01-01'
FROM statement_checkpoints
WHERE forgotten_to IS NOT NULL
