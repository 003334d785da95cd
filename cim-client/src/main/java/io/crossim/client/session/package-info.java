/**
 * One run of the console: log in, carry out line by line, end cleanly. It owns the order in which
 * these happen and nothing else.
 */
@NullMarked
package io.crossim.client.session;

import org.jspecify.annotations.NullMarked;
