/**
 * What strangers may ask of a service, and how much of it: whom a request comes from, how often he
 * may call, how many connections he may have. Whatever is refused is counted and told to the log.
 */
@NullMarked
package io.crossim.service.limits;

import org.jspecify.annotations.NullMarked;
