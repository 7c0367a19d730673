UPDATE limit_reservations AS one
SET party_id = saved.party_id, currency = saved.currency, amount_minor = saved.amount_minor,
    day = '1970-01-01'::date + saved.day::integer, reserved_at = saved.reserved_at, state = saved.state
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[],
            $7::bigint[])
     AS saved (payment_id, party_id, currency, amount_minor, day, reserved_at, state)
WHERE one.payment_id = saved.payment_id
