/**
 * The port for those who run a service. It answers the endpoints of Spring Boot's actuator, its own
 * and the application's, without a servlet container.
 */
@NullMarked
package io.crossim.service.management;

import org.jspecify.annotations.NullMarked;
