/** Accounts: who exists. Ids and names never change once they are given; passwords may. */
@NullMarked
package io.crossim.persistence.account;

import org.jspecify.annotations.NullMarked;
