@NullMarked
package io.crossim.service.credential;

import org.jspecify.annotations.NullMarked;
