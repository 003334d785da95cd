/**
 * What routes and scripts ask of this server: pushes, broadcasts, questions about sessions. A
 * message for many is encoded once.
 */
@NullMarked
package io.crossim.server.push;

import org.jspecify.annotations.NullMarked;
