INSERT INTO payments (payment_id, version, state, debtor, creditor, currency, amount_minor,
                      captured_minor, settled_minor, automatic_capture, received_at)
SELECT payment_id, version, state, debtor, creditor, currency, amount_minor,
       captured_minor, settled_minor, automatic_capture,
       to_timestamp(0) + $11::bigint * interval '1 microsecond'
FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::uuid[], $6::text[],
            $7::bigint[], $8::bigint[], $9::bigint[], $10::boolean[])
     AS told (payment_id, version, state, debtor, creditor, currency, amount_minor,
              captured_minor, settled_minor, automatic_capture)
-- Always in one order: two processes that write the same payments do not deadlock.
ORDER BY payment_id
ON CONFLICT (payment_id) DO UPDATE SET
    version = excluded.version,
    state = excluded.state,
    debtor = excluded.debtor,
    creditor = excluded.creditor,
    currency = excluded.currency,
    amount_minor = excluded.amount_minor,
    captured_minor = coalesce(excluded.captured_minor, payments.captured_minor),
    settled_minor = coalesce(excluded.settled_minor, payments.settled_minor),
    automatic_capture = excluded.automatic_capture,
    received_at = excluded.received_at
WHERE excluded.version > payments.version
