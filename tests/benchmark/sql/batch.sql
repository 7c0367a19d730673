-- SPDX-License-Identifier: Apache-2.0
-- :size transfers in one set-based transaction.
SELECT post_random_batch(:size, :accounts, :hot = 1);
