/**
 * Accounts in Redis, spread over all masters of a cluster. An account is claimed by its name first
 * and written down by its id second, and any call that meets an unfinished one finishes it.
 */
@NullMarked
package io.crossim.persistence.account.redis;

import org.jspecify.annotations.NullMarked;
