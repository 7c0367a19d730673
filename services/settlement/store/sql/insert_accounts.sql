INSERT INTO accounts (id, partner_id, currency, type, status, sealed_holder_name, holder_country,
                      party_id, posted, held, last_entry, last_booked_at, version, created_at)
SELECT id, partner_id, currency, type::account_type, status::account_status, sealed_holder_name,
       holder_country, party_id, posted, held, last_entry, last_booked_at, version, created_at
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::text[],
            $8::uuid[], $9::bigint[], $10::bigint[], $11::bigint[], $12::timestamptz[],
            $13::bigint[], $14::timestamptz[])
         AS a (id, partner_id, currency, type, status, sealed_holder_name, holder_country, party_id,
               posted, held, last_entry, last_booked_at, version, created_at)
