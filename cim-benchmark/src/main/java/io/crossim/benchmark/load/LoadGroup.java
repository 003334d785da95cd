package io.crossim.benchmark.load;

import io.crossim.route.api.Account;

/**
 * A group of a load.
 *
 * @param owner who has made it, its first member
 */
public record LoadGroup(long id, Account owner) {}
