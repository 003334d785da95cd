/**
 * How things are counted alike everywhere: calls with batches, answers by code, times in the same
 * steps. Meters are made once and held; nothing is looked up by a name for a message.
 */
@NullMarked
package io.crossim.service.meter;

import org.jspecify.annotations.NullMarked;
