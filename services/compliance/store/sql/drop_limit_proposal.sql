DELETE FROM tier_limit_proposals WHERE tier = $1::smallint AND currency = $2
