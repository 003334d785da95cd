/** The HTTP front of the route: JSON for clients and scripts, protobuf for cim-servers. */
@NullMarked
package io.crossim.route.web;

import org.jspecify.annotations.NullMarked;
