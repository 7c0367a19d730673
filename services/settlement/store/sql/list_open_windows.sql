SELECT currency, number, model, timestamptz_send(opened_at) AS opened_at, version
FROM settlement_windows
WHERE state = 'open' AND ($1 = '' OR currency = $1)
ORDER BY currency
LIMIT $2
