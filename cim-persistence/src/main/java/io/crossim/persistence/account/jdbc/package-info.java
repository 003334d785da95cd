/**
 * Accounts in a relational database: the embedded H2 of the single process, or MySQL or PostgreSQL
 * by URL. The tables are made and kept up to date by the migrations under {@code db/cim}.
 */
@NullMarked
package io.crossim.persistence.account.jdbc;

import org.jspecify.annotations.NullMarked;
