/**
 * Coalescing: while one call is under way, what arrives meanwhile goes with the next one. No timer
 * and no fixed batch size, so a lone item leaves at once and load makes its own batches.
 */
@NullMarked
package io.crossim.common.batch;

import org.jspecify.annotations.NullMarked;
