INSERT INTO settlement_windows (currency, number, model, state, opened_at, closed_at, version)
SELECT currency, number, model::settlement_model, state::window_state, opened_at, closed_at, version
FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[],
            $7::bigint[])
         AS w (currency, number, model, state, opened_at, closed_at, version)
