/**
 * What single steps of the hot path cost, measured with JMH: frames from and to bytes, and one
 * message for many receivers. The steps are the server's own classes, without a socket around them.
 */
@NullMarked
package io.crossim.benchmark.micro;

import org.jspecify.annotations.NullMarked;
