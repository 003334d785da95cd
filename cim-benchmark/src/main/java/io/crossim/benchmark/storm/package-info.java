/**
 * Many users at once: they lose their connections and come back, or are gone and have to be found
 * gone. Both are told from the first closed connection to the last user.
 */
@NullMarked
package io.crossim.benchmark.storm;

import org.jspecify.annotations.NullMarked;
