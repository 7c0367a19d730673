INSERT INTO tier_limit_proposals (tier, currency, payment_max, day_max, thirty_days_max, proposed_by,
                                  reason, proposed_at)
VALUES ($1::smallint, $2, $3::bigint, $4::bigint, $5::bigint, $6, $7,
        'epoch'::timestamptz + $8::bigint * interval '1 microsecond')
ON CONFLICT (tier, currency) DO UPDATE
SET payment_max = excluded.payment_max, day_max = excluded.day_max,
    thirty_days_max = excluded.thirty_days_max, proposed_by = excluded.proposed_by,
    reason = excluded.reason, proposed_at = excluded.proposed_at
