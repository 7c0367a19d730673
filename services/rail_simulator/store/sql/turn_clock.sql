UPDATE simulator_clock SET ahead_us = ahead_us + $1 RETURNING ahead_us
