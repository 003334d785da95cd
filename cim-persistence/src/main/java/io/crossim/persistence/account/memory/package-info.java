/**
 * Accounts in memory. They end with the process: for tests, and to say in few lines what the other
 * implementations do.
 */
@NullMarked
package io.crossim.persistence.account.memory;

import org.jspecify.annotations.NullMarked;
