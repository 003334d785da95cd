/**
 * How a call ends: the result codes, the envelope of every HTTP answer, and the one exception that
 * carries a code. Whoever fails throws it; one place per service turns it into an answer.
 */
@NullMarked
package io.crossim.common.result;

import org.jspecify.annotations.NullMarked;
