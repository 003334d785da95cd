/** Whether messages are followed, and where their traces go. */
@NullMarked
package io.crossim.service.trace;

import org.jspecify.annotations.NullMarked;
