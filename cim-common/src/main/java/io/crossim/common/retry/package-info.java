/**
 * The wait before an attempt that follows a failed one. What is tried again, and how often, is for
 * the caller to know.
 */
@NullMarked
package io.crossim.common.retry;

import org.jspecify.annotations.NullMarked;
