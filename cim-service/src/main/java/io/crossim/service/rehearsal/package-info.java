/**
 * A service plays some messages through before it takes any, so that the first ones find loaded and
 * started what they need. It does so on a stage: nothing that others can see is touched, and
 * nothing is left.
 */
@NullMarked
package io.crossim.service.rehearsal;

import org.jspecify.annotations.NullMarked;
