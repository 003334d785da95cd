@NullMarked
package io.crossim.benchmark;

import org.jspecify.annotations.NullMarked;
