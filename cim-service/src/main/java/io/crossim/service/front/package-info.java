/**
 * The HTTP port of a service. The calls of CIM are answered here, on event loops; a request for
 * anything else goes on to the servlet container behind it.
 */
@NullMarked
package io.crossim.service.front;

import org.jspecify.annotations.NullMarked;
