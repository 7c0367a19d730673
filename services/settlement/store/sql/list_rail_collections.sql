-- State 1: created.
SELECT rail, currency, timestamptz_send(cut_off) AS cut_off
FROM rail_transfers
WHERE state = 1 AND cut_off IS NOT NULL AND file_id IS NULL
GROUP BY rail, currency, rail_transfers.cut_off
ORDER BY rail_transfers.cut_off, rail, currency
LIMIT $1
