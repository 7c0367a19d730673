UPDATE payments p
SET status = n.status, version = n.version, captured_minor = n.captured_minor,
    reasons = n.reasons, degradations = n.degradations, capture_command = n.capture_command,
    cancel_command = n.cancel_command, updated_at = n.updated_at
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[],
            $7::uuid[], $8::uuid[], $9::timestamptz[], $10::bigint[])
         AS n (payment_id, status, version, captured_minor, reasons, degradations, capture_command,
               cancel_command, updated_at, known_version)
WHERE p.payment_id = n.payment_id AND p.version = n.known_version
