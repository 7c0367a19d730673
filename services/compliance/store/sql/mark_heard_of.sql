UPDATE limit_reservations SET heard_of = true WHERE payment_id = ANY($1::uuid[])
