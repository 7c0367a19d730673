INSERT INTO in_flight (since, payments)
VALUES (to_timestamp(0) + $1::bigint * interval '1 microsecond', $2::uuid[])
