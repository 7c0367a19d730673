-- Whether the partition % has transfers of a window that is not settled: they are to be counted yet.
SELECT
FROM settlement_windows AS w
JOIN % AS t ON t.currency = w.currency AND t.settlement_window = w.number
WHERE w.state <> 'settled'
LIMIT 1
