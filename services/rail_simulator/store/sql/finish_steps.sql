DELETE FROM steps WHERE id = ANY ($1::bigint[])
