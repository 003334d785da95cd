@NullMarked
package io.crossim.route.access;

import org.jspecify.annotations.NullMarked;
