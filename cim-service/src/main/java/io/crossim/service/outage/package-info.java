/**
 * How the log tells of something that is away: when that begins and when it ends, not each time
 * that somebody meets it.
 */
@NullMarked
package io.crossim.service.outage;

import org.jspecify.annotations.NullMarked;
