SELECT payment_id, (extract(epoch FROM since) * 1000000)::bigint,
       version, state, debtor, creditor, currency, amount_minor, captured_minor, settled_minor,
       automatic_capture,
       moved_event, moved_debtor, moved_creditor, moved_currency, moved_minor,
       in_flight, matched, reconciled, exceptional, stream_version, committed
FROM payments
WHERE payment_id = ANY ($1::uuid[]) AND (in_flight OR (committed AND NOT matched) OR NOT $2::boolean)
ORDER BY payment_id
