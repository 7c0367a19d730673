-- $1 hashes of one IBAN under each search key, ($2, $3) the last payment of the page before or NULL.
SELECT payment_id, partner_id, fingerprint, status, version, debtor, creditor, creditor_country,
       creditor_bic, person, sealed_terms, currency, amount_minor, captured_minor, end_to_end_id,
       automatic_capture, device_id, terminal_id, reasons, degradations, capture_command,
       cancel_command, (extract(epoch FROM created_at) * 1000000)::bigint,
       (extract(epoch FROM updated_at) * 1000000)::bigint
FROM payments
WHERE creditor_iban_hash = ANY ($1::bytea[])
  AND ($2::timestamptz IS NULL OR (created_at, payment_id) < ($2::timestamptz, $3::uuid))
ORDER BY created_at DESC, payment_id DESC
LIMIT $4
