-- Whether the partition % holds facts that are not published yet.
SELECT FROM outbox_lanes, LATERAL (
    SELECT FROM % AS facts
    WHERE facts.lane = outbox_lanes.lane AND facts.lane_sequence > outbox_lanes.published_sequence
    LIMIT 1) AS unpublished
