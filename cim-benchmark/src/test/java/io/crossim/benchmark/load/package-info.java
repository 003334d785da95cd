@NullMarked
package io.crossim.benchmark.load;

import org.jspecify.annotations.NullMarked;
