/**
 * The HTTP port of a service: sockets, requests in their turn, bounds and time limits, answers. It
 * answers fast calls on event loops and passes every other request on to the servlet container
 * behind it.
 */
@NullMarked
package io.crossim.service.http;

import org.jspecify.annotations.NullMarked;
