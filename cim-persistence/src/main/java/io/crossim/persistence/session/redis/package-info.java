/**
 * Sessions in Redis, shared by all routes. Everything of a user lies in one key, so that every call
 * works on Redis Cluster too.
 */
@NullMarked
package io.crossim.persistence.session.redis;

import org.jspecify.annotations.NullMarked;
