-- By the state of the payment where there is one.
SELECT p.status, e.state, e.currency, count(*), sum(e.amount_minor)::bigint
FROM payment_file_entries e LEFT JOIN payments p USING (payment_id)
WHERE e.file_id = $1
GROUP BY p.status, e.state, e.currency
