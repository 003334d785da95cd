/**
 * How the members of a cluster know each other: a secret that they share, from a property, a file
 * or discovery, which changes without a stop.
 */
@NullMarked
package io.crossim.service.credential;

import org.jspecify.annotations.NullMarked;
