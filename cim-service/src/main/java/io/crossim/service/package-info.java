/**
 * What the Spring Boot services share, in three rooms: web, discovery and start. A service that has
 * this module on its class path gets all of it by auto-configuration.
 */
@NullMarked
package io.crossim.service;

import org.jspecify.annotations.NullMarked;
