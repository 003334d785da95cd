@NullMarked
package io.crossim.route.account;

import org.jspecify.annotations.NullMarked;
