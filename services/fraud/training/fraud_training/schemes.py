# SPDX-License-Identifier: Apache-2.0
"""How the frauds of generated transactions come about. Each scheme adds payments to the stream or turns
some of it into fraud; all of them get reported."""

import numpy

from fraud_training.population import DAY, SCALES

TAKEOVER, MULE, CARD_TESTING, STOLEN_PAYEE = 1, 2, 3, 4
NAMES = {TAKEOVER: "taken-over payers", MULE: "mules", CARD_TESTING: "card testing",
         STOLEN_PAYEE: "taken-over payees"}


def apply(rng, population, stream, days):
    """A thousand payers see, a day, about one takeover, a tenth of a mule and half a burst; of a thousand
    payees a twelfth is taken over."""
    payers, payees = len(population.usual), len(population.payee_currency)
    # First, as it turns what is there; the others add.
    for start in starts(rng, days, payees / 12_000):
        stolen_payee(rng, population, stream, start)
    for start in starts(rng, days, payers / 1_000):
        takeover(rng, population, stream, start)
    for start in starts(rng, days, payers / 10_000):
        mule(rng, population, stream, start)
    for start in starts(rng, days, payers / 2_000):
        card_testing(rng, population, stream, start)


def starts(rng, days, a_day):
    """At least one: small files have each scheme too."""
    return numpy.sort(rng.uniform(0, days * DAY, max(1, rng.poisson(a_day * days)))).astype(numpy.int64)


def takeover(rng, population, stream, start):
    """Somebody else pays from an account for some days: far more than usual, to payees of his own."""
    payer = rng.integers(len(population.usual))
    count = rng.integers(2, 11)
    second = start + numpy.cumsum(rng.exponential(rng.uniform(0.02, 0.6) * DAY, count)).astype(numpy.int64)
    payee = population.some_payee(rng, population.currency[payer], rng.integers(1, 4))
    stream.append(payer, rng.choice(payee, count), second,
                  population.usual[payer] * rng.lognormal(numpy.log(4), 0.5, count), TAKEOVER)


def mule(rng, population, stream, start):
    """A payee that few know collects for some weeks from payers who were deceived."""
    currency = rng.choice(len(SCALES), p=[0.7, 0.15, 0.15])
    payees, weights = population.payees_of[currency]
    payee = payees[numpy.argsort(weights)[rng.integers(0, max(1, len(payees) // 2))]]
    victims = numpy.flatnonzero(population.currency == currency)
    count = rng.poisson(rng.uniform(1, 4) * (length := rng.uniform(7, 28)))
    if len(victims) == 0 or count == 0:
        return
    payer = rng.choice(victims, count)
    stream.append(payer, payee, start + (rng.random(count) * length * DAY).astype(numpy.int64),
                  population.usual[payer] * rng.lognormal(numpy.log(2.5), 0.6, count), MULE)


def card_testing(rng, population, stream, start):
    """Is this card still good? Many small payments within minutes, and then a large one."""
    payer = rng.integers(len(population.usual))
    currency = population.currency[payer]
    count = rng.integers(6, 25)
    payee = population.some_payee(rng, currency, 1)
    second = start + numpy.cumsum(rng.exponential(90, count)).astype(numpy.int64)
    stream.append(payer, payee, second, rng.uniform(0.5, 2.5, count) * SCALES[currency], CARD_TESTING)
    if rng.random() < 0.6:
        stream.append([payer], population.some_payee(rng, currency, 1), second[-1:] + rng.integers(60, 7200),
                      population.usual[payer] * rng.lognormal(numpy.log(6), 0.3, 1), CARD_TESTING)


def stolen_payee(rng, population, stream, start):
    """Of a payee most payments are fraud for some weeks; their amounts are ordinary."""
    payee = rng.integers(len(population.payee_currency))
    rows = numpy.flatnonzero((stream.payee == payee) & (stream.second >= start) &
                             (stream.second < start + rng.uniform(14, 28) * DAY))
    stream.scenario[rows[rng.random(len(rows)) < rng.uniform(0.6, 1)]] = STOLEN_PAYEE
