UPDATE totals SET matched = matched + $1::bigint, in_flight = in_flight + $2::bigint
