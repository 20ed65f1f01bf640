#!/usr/bin/env python3
"""What no adaptive test can pass: information, against what people of the same ability share. Usage: overlap_ceiling.py BANK.csv SIM.csv CAP

Abilities are taken as known, tubes and enemies are left out: a test that must find the ability out, under the whole blueprint,
can only do worse. x[g, j] is the share of the people of ability g who are given item j. For each weight w it maximises

    mean over g of (sum_j x r - w / 2 sum_j x^2),  2 items per competence, mean over g of x <= CAP, 0 <= x <= 1

(r: the item's information as a share of a 32nd of the best test's) by a subgradient on the prices of the cap; sum_j x^2 / 32 is
what two people of the same ability share. Prints, for each weight, rel_info, that share, and the share of people closer than .25.
Needs numpy; no part of a test or of the bench (docs/decisions/0007 says what it was used for).

SPDX-License-Identifier: EUPL-1.2
"""
import sys

import numpy

GROUPS, LENGTH, EACH, ROUNDS = 24, 32, 2, 300
WEIGHTS = (0.05, 0.3, 0.5, 0.7, 0.8, 0.9)


def shares_of(gain, weight, members):
    """For each ability the x of one competence: gain less what makes their sum EACH, cut to [0, 1]."""
    low, high = numpy.full(GROUPS, -50.0), numpy.full(GROUPS, 50.0)
    for _ in range(40):
        middle = (low + high) / 2
        is_many = numpy.clip((gain[:, members] - middle[:, None]) / weight, 0, 1).sum(1) > EACH
        low, high = numpy.where(is_many, middle, low), numpy.where(is_many, high, middle)
    return numpy.clip((gain[:, members] - ((low + high) / 2)[:, None]) / weight, 0, 1)


def best_shares(worth, weight, cap, competences):
    price = numpy.zeros(worth.shape[1])
    for step in range(ROUNDS):
        shares = numpy.zeros(worth.shape)
        for members in competences:
            shares[:, members] = shares_of(worth - price, weight, members)
        price = numpy.maximum(0, price + (shares.mean(0) - cap) / (1 + 0.05 * step))
    return shares


def main():
    bank = numpy.genfromtxt(sys.argv[1], delimiter=",", names=True)
    theta = numpy.sort(numpy.genfromtxt(sys.argv[2], delimiter=",", names=True)["theta"])
    group = numpy.array([part.mean() for part in numpy.array_split(theta, GROUPS)])
    right = 1 / (1 + numpy.exp(-bank["a"] * (group[:, None] - bank["b"])))
    information = bank["a"] ** 2 * right * (1 - right)
    worth = information / numpy.sort(information, 1)[:, -LENGTH:].sum(1)[:, None] * LENGTH
    competences = [numpy.flatnonzero(bank["competence"] == c) for c in range(16)]
    of = numpy.searchsorted((group[1:] + group[:-1]) / 2, theta)
    draw = numpy.random.default_rng(1)
    print("weight rel_info same_ability closer_than_.25")
    for weight in WEIGHTS:
        shares = best_shares(worth, weight, float(sys.argv[3]), competences)
        common = shares @ shares.T / LENGTH
        near = []
        for one in draw.integers(0, len(theta), 4000):
            first, last = numpy.searchsorted(theta, [theta[one] - 0.25, theta[one] + 0.25])
            near.append(common[of[one], of[draw.integers(first, max(last, first + 1))]])
        rel_info = (shares * worth).sum(1).mean() / LENGTH
        print(f"{weight:6.2f} {rel_info:8.4f} {(shares ** 2).sum(1).mean() / LENGTH:12.4f} {numpy.mean(near):15.4f}", flush=True)


if __name__ == "__main__":
    main()
