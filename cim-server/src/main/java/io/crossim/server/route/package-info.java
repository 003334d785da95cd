/**
 * Calls to the routes: who they are, which of several is asked, how often and for how long. What is
 * asked is the business of the rooms that call.
 */
@NullMarked
package io.crossim.server.route;

import org.jspecify.annotations.NullMarked;
