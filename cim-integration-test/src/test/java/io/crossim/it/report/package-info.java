/**
 * What a run says at its end: which server versions ran, and what was skipped and why. A skip that
 * CIM_REQUIRE forbids is a failure here.
 */
@NullMarked
package io.crossim.it.report;

import org.jspecify.annotations.NullMarked;
