# SPDX-License-Identifier: Apache-2.0
"""Invented payers and payees with their habits, and the honest payments that they make."""

import dataclasses

import numpy

# Currencies differ in what a usual amount is, and in their decimals.
SCALES = numpy.array([1.0, 10.0, 150.0])
SCALE_SHARES = [0.7, 0.15, 0.15]
DECIMALS = numpy.array([2, 2, 0])
DAY = 86_400


@dataclasses.dataclass
class Stream:
    """Payments as columns; what is appended later is sorted in at the end."""

    payer: numpy.ndarray
    payee: numpy.ndarray
    second: numpy.ndarray  # since the start of the first day
    amount: numpy.ndarray
    scenario: numpy.ndarray  # 0: honest

    def __len__(self):
        return len(self.payer)

    def append(self, payer, payee, second, amount, scenario):
        columns = numpy.broadcast_arrays(payer, payee, second, amount, scenario)
        for field, more in zip(dataclasses.fields(self), columns):
            setattr(self, field.name, numpy.concatenate([getattr(self, field.name), more]))

    def keep(self, rows):
        return Stream(*(getattr(self, field.name)[rows] for field in dataclasses.fields(self)))


@dataclasses.dataclass(frozen=True)
class Population:
    """Payers and payees of three currencies; a payer pays in his own."""

    currency: numpy.ndarray        # of each payer, an index of SCALES
    usual: numpy.ndarray           # median amount
    spread: numpy.ndarray          # of the logarithm of amounts
    rate: numpy.ndarray            # payments a day
    first_day: numpy.ndarray       # some come later: nothing is known of them then
    peak_hour: numpy.ndarray
    faithful: numpy.ndarray        # share of payments to the payees that he always pays
    favourites: numpy.ndarray      # of each payer, eight payees
    payee_currency: numpy.ndarray
    payees_of: list                # of each currency, payees and how likely each is

    def some_payee(self, rng, currency, count):
        payees, weights = self.payees_of[currency]
        return rng.choice(payees, count, p=weights)


def draw(rng, payers, payees, days):
    currency = rng.choice(len(SCALES), payers, p=SCALE_SHARES)
    payee_currency = rng.choice(len(SCALES), payees, p=SCALE_SHARES)
    payee_currency[:len(SCALES)] = range(len(SCALES))  # none without a payee
    popularity = rng.lognormal(0, 1.5, payees)
    payees_of = []
    for number in range(len(SCALES)):
        own = numpy.flatnonzero(payee_currency == number)
        payees_of.append((own, popularity[own] / popularity[own].sum()))
    favourites = numpy.empty((payers, 8), dtype=numpy.int64)
    for number, (own, weights) in enumerate(payees_of):
        mine = currency == number
        favourites[mine] = rng.choice(own, (mine.sum(), 8), p=weights)
    return Population(
        currency=currency, usual=rng.lognormal(numpy.log(30), 0.8, payers) * SCALES[currency],
        spread=rng.uniform(0.3, 0.9, payers), rate=numpy.minimum(rng.lognormal(0.2, 0.8, payers), 8),
        first_day=numpy.where(rng.random(payers) < 0.7, 0, rng.integers(0, days, payers)),
        peak_hour=rng.normal(14, 3, payers), faithful=rng.uniform(0.4, 0.9, payers),
        favourites=favourites, payee_currency=payee_currency, payees_of=payees_of)


def honest_payments(rng, population, days, first_weekday):
    weekend = (numpy.arange(days) + first_weekday) % 7 >= 5
    rates = population.rate[:, None] * numpy.where(weekend, 0.7, 1.0)[None, :]
    rates = numpy.where(numpy.arange(days)[None, :] < population.first_day[:, None], 0, rates)
    counts = rng.poisson(rates)
    payer = numpy.repeat(numpy.arange(len(population.usual)), counts.sum(1))
    day = numpy.concatenate([numpy.repeat(numpy.arange(days), row) for row in counts])
    hour = rng.normal(population.peak_hour[payer], 4) % 24
    payee = population.favourites[payer, numpy.minimum(rng.geometric(0.35, len(payer)) - 1, 7)]
    new = rng.random(len(payer)) > population.faithful[payer]
    for number in range(len(SCALES)):
        rows = numpy.flatnonzero(new & (population.currency[payer] == number))
        payee[rows] = population.some_payee(rng, number, len(rows))
    amount = population.usual[payer] * rng.lognormal(0, population.spread[payer])
    # Now and then somebody buys a sofa.
    large = rng.random(len(payer)) < 0.004
    amount[large] *= rng.uniform(3, 8, large.sum())
    return Stream(payer, payee, day * DAY + (hour * 3600).astype(numpy.int64), amount,
                  numpy.zeros(len(payer), dtype=numpy.int64))
