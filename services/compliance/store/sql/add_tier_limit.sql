INSERT INTO tier_limits (tier, currency, version, payment_max, day_max, thirty_days_max, set_by,
                         reason, set_at, proposed_by)
VALUES ($1::smallint, $2, $3::integer, $4::bigint, $5::bigint, $6::bigint, $7, $8,
        'epoch'::timestamptz + $9::bigint * interval '1 microsecond', $10)
