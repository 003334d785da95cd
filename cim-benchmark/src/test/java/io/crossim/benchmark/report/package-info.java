@NullMarked
package io.crossim.benchmark.report;

import org.jspecify.annotations.NullMarked;
