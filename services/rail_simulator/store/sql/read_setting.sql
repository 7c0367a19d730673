-- How far the clock is ahead, and which scenario counts; 0: none was loaded.
SELECT (SELECT ahead_us FROM simulator_clock),
       (SELECT coalesce(max(version), 0) FROM scenarios)
