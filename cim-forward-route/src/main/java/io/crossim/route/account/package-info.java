/**
 * Accounts: registration, and the check that an id and a name belong together. Stands between the
 * callers and the account store, and caches what it has seen.
 */
@NullMarked
package io.crossim.route.account;

import org.jspecify.annotations.NullMarked;
