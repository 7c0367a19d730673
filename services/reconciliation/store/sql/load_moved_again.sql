SELECT payment_id, event_id, debtor, creditor, currency, amount_minor
FROM moved_again
WHERE payment_id = ANY ($1::uuid[])
ORDER BY payment_id, event_id
