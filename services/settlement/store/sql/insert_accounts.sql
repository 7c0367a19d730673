INSERT INTO accounts (id, partner_id, currency, type, status, holder_name, holder_country, posted,
                      held, last_entry, last_booked_at, version, created_at)
SELECT id, partner_id, currency, type::account_type, status::account_status, holder_name, holder_country, posted, held,
       last_entry, last_booked_at, version, created_at
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[],
            $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[], $11::timestamptz[],
            $12::bigint[], $13::timestamptz[])
         AS a (id, partner_id, currency, type, status, holder_name, holder_country, posted, held,
               last_entry, last_booked_at, version, created_at)
