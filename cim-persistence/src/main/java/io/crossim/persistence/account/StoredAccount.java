package io.crossim.persistence.account;

/** A registered user. */
public record StoredAccount(long userId, String userName) {}
