INSERT INTO limit_reservations (payment_id, party_id, currency, amount_minor, day, reserved_at,
                                state)
SELECT payment_id, party_id, currency, amount_minor, '1970-01-01'::date + day::integer,
       reserved_at, state
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[],
            $7::bigint[])
     AS saved (payment_id, party_id, currency, amount_minor, day, reserved_at, state)
ON CONFLICT (payment_id) DO NOTHING
