/**
 * The HTTP side of a service: bounded bodies, lenient JSON, protobuf between services, and the one
 * place that turns a failure into an answer. Controllers throw and never build a failure
 * themselves.
 */
@NullMarked
package io.crossim.service.web;

import org.jspecify.annotations.NullMarked;
