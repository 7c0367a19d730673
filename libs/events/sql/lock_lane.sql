SELECT last_sequence FROM outbox_lanes WHERE lane = $1 AND epoch = $2 FOR UPDATE
