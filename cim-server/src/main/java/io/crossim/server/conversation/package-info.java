/**
 * What v3 clients say about conversations beside messages: how far they have got and read, and that
 * somebody is typing. It is gathered here and goes on to the routes. And what they want to know of
 * the presence of others.
 */
@NullMarked
package io.crossim.server.conversation;

import org.jspecify.annotations.NullMarked;
