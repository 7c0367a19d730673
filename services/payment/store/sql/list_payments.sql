-- $2 status or NULL, $3 account or NULL, ($4, $5) the last payment of the page before or NULL.
SELECT payment_id, partner_id, fingerprint, status, version, debtor, creditor, creditor_country,
       creditor_bic, person, sealed_terms, currency, amount_minor, captured_minor, end_to_end_id,
       automatic_capture, device_id, terminal_id, reasons, degradations, capture_command,
       cancel_command, (extract(epoch FROM created_at) * 1000000)::bigint,
       (extract(epoch FROM updated_at) * 1000000)::bigint
FROM payments
WHERE partner_id = $1
  AND ($2::smallint IS NULL OR status = $2)
  AND ($3::uuid IS NULL OR debtor = $3 OR creditor = $3)
  AND ($4::timestamptz IS NULL OR (created_at, payment_id) < ($4::timestamptz, $5::uuid))
ORDER BY created_at DESC, payment_id DESC
LIMIT $6
