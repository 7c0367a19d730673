WITH due AS (
    DELETE FROM in_flight
    WHERE list_id = ANY (ARRAY (
        SELECT list_id FROM in_flight
        WHERE since <= to_timestamp(0) + $1::bigint * interval '1 microsecond'
        ORDER BY since, list_id
        LIMIT $2::bigint))
    RETURNING list_id, payments
)
SELECT list_id, unnest(payments) FROM due ORDER BY list_id
