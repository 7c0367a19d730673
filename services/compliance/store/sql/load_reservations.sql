SELECT payment_id, party_id, currency, amount_minor, day - '1970-01-01'::date,
       (extract(epoch FROM reserved_at) * 1000000)::bigint, state
FROM limit_reservations
WHERE payment_id = ANY($1::uuid[])
