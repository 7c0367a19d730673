SELECT payment_id, partner_id, fingerprint, status, version, debtor, creditor, creditor_country,
       creditor_bic, person, sealed_terms, currency, amount_minor, captured_minor, end_to_end_id,
       automatic_capture, device_id, terminal_id, reasons, degradations, capture_command,
       cancel_command, (extract(epoch FROM created_at) * 1000000)::bigint,
       (extract(epoch FROM updated_at) * 1000000)::bigint
FROM payments WHERE payment_id = ANY ($1::uuid[])
