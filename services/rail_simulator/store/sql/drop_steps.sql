DELETE FROM steps WHERE payment = ANY ($1::bigint[])
