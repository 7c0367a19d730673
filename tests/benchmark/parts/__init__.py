# SPDX-License-Identifier: Apache-2.0
"""The parts of a benchmark run. A part is a module with

  measure(bench)     -> {key: figures}, merged into the run's result (what --json writes)
  tables(result)     -> the tables (parts.table.Table) that show them, [] when there is nothing to show
  headline(result)   -> {name: (value, unit)}: the few figures that --runs compares
  arguments(parser)  options of its own; may be left out
  wanted(options)    whether this run has it; may be left out: always

and a line in parts/order.py. `bench` is parts.bench.Bench. A part sees the results of those before it in
bench.result, and must not change them."""
