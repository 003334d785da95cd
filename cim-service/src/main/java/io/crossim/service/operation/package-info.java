/**
 * What those see who run a service: health, metrics, log levels, on a port of their own. Whether
 * the service wants to be found is kept here too.
 */
@NullMarked
package io.crossim.service.operation;

import org.jspecify.annotations.NullMarked;
