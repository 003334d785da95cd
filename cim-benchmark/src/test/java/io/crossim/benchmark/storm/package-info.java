@NullMarked
package io.crossim.benchmark.storm;

import org.jspecify.annotations.NullMarked;
