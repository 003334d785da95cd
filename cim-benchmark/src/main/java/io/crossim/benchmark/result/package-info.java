/**
 * What a run came to: names and numbers for the user, for a file, and as a picture. The only room
 * that speaks to the terminal.
 */
@NullMarked
package io.crossim.benchmark.result;

import org.jspecify.annotations.NullMarked;
