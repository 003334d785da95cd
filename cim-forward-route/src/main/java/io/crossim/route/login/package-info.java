/**
 * Coming and going: registration, the first half of a login with the server to connect to, tokens,
 * and the end of all sessions of a user. What is called for on behalf of an account begins here.
 */
@NullMarked
package io.crossim.route.login;

import org.jspecify.annotations.NullMarked;
