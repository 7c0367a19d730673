SELECT coalesce(r.rail, '') AS rail, count(*) AS payments
FROM holds AS h LEFT JOIN rail_transfers AS r ON r.payment_id = h.payment_id
WHERE h.state = 'committed'
GROUP BY 1
