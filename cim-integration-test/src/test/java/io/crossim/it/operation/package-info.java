/**
 * What those see who run CIM: metrics that move, health that means something, logs that machines
 * read. The pages and files about it are compared with real processes.
 */
@NullMarked
package io.crossim.it.operation;

import org.jspecify.annotations.NullMarked;
