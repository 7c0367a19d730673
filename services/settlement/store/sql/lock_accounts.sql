-- Without the holder's name: the ledger does not need it, and nobody opens it here.
SELECT id, partner_id, currency, type, status, holder_country, party_id, posted, held, last_entry, timestamptz_send(last_booked_at) AS last_booked_at,
       version, timestamptz_send(created_at) AS created_at
FROM accounts
WHERE id = ANY ($1::uuid[])
ORDER BY id
FOR NO KEY UPDATE
