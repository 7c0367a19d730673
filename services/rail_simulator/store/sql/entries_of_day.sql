SELECT e.payment, e.kind = 'return', e.minor_units, (extract(epoch FROM e.booked_at) * 1000000)::bigint,
       p.message_id, p.message_name, p.instruction_id, p.end_to_end_id, p.transaction_id, p.uetr,
       p.reason, p.creditor_name, p.creditor_iban
FROM entries e JOIN payments p ON p.number = e.payment
WHERE e.participant = $1 AND e.rail = $2 AND e.currency = $3
  AND e.booked_at >= 'epoch'::timestamptz + $4::bigint * interval '1 microsecond'
  AND e.booked_at < 'epoch'::timestamptz + ($4::bigint + 86400000000) * interval '1 microsecond'
ORDER BY e.booked_at, e.id
