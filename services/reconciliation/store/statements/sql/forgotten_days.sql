-- What no lift takes back borders on it: a row that comes now would miss its other side.
SELECT account_id, least(forgotten_to + $1::bigint::integer, settled_to) - date '1970-01-01'
FROM statement_checkpoints
WHERE forgotten_to IS NOT NULL
