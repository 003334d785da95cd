@NullMarked
package io.crossim.route.group;

import org.jspecify.annotations.NullMarked;
