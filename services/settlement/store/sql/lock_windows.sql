-- Others that rest on the window share the lock; who closes it waits until they are committed.
SELECT currency, number, model, timestamptz_send(opened_at) AS opened_at, version
FROM settlement_windows
WHERE currency = ANY ($1::text[]) AND state = 'open'
ORDER BY currency
FOR SHARE
