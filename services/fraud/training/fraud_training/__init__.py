# SPDX-License-Identifier: Apache-2.0
"""Trains and judges models of fraud on labelled transactions, with the features of clearway-fraud."""
