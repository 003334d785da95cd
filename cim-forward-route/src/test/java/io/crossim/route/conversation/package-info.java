@NullMarked
package io.crossim.route.conversation;

import org.jspecify.annotations.NullMarked;
