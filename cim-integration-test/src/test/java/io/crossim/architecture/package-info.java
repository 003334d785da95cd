/** The architecture as a test: who may know whom, and the habits that a machine can check. */
@NullMarked
package io.crossim.architecture;

import org.jspecify.annotations.NullMarked;
