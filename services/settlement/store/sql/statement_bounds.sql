-- Entries of the statement are those after `opening` up to `closing`. An empty text is no limit; then
-- it opens with what was brought forward.
SELECT currency,
       CASE WHEN $3 = ''
            THEN coalesce((SELECT entries FROM brought_forward WHERE account_id = id), 0)
            ELSE last_entry_before(id, nullif($3, '')::timestamptz) END AS opening,
       CASE WHEN $5::bigint >= 0 THEN least($5::bigint, last_entry)
            WHEN $4 = '' THEN last_entry
            ELSE last_entry_before(id, nullif($4, '')::timestamptz) END AS closing
FROM accounts
WHERE id = $1 AND partner_id = $2
