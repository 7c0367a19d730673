# SPDX-License-Identifier: Apache-2.0
"""From a figure to a place on an axis, and the round figures that an axis names."""

import math


def ticks(top, about=5):
    """Round numbers from 0 to the first that is not below `top`."""
    if top <= 0:
        return [0, 1]
    step = 10 ** math.floor(math.log10(top / about))
    step *= next(factor for factor in (1, 2, 2.5, 5, 10) if top / (step * factor) <= about)
    return [number * step for number in range(math.ceil(top / step - 1e-9) + 1)]


def decades(low, high):
    """1, 2 and 5 times powers of ten: from the last not above `low` to the first not below `high`."""
    marks = [factor * 10.0 ** power for power in range(math.floor(math.log10(low)) - 1,
                                                       math.ceil(math.log10(high)) + 1)
             for factor in (1, 2, 5)]
    first = max(mark for mark in marks if mark <= low * (1 + 1e-9))
    last = min(mark for mark in marks if mark >= high * (1 - 1e-9))
    return [mark for mark in marks if first <= mark <= last]


def linear(low, high, begin, end):
    return lambda value: begin + (value - low) / (high - low) * (end - begin)


def logarithmic(low, high, begin, end):
    place = linear(math.log(low), math.log(high), begin, end)
    return lambda value: place(math.log(max(value, low)))


def label(value):
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"
