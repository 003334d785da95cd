/**
 * The first half of a login: the account, the conflict with an older session, the server to connect
 * to.
 */
@NullMarked
package io.crossim.route.login;

import org.jspecify.annotations.NullMarked;
