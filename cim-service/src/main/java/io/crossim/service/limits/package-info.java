/**
 * Limits for strangers: the address that a request comes from, how often it may call, and how many
 * connections it may have. Whatever is refused is counted and logged.
 */
@NullMarked
package io.crossim.service.limits;

import org.jspecify.annotations.NullMarked;
