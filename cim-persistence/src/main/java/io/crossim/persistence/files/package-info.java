/**
 * Files of this process alone, and the one thread that reads and writes them: it makes one write of
 * what many calls change. What the files lose, and that they cannot be written, is noticed.
 */
@NullMarked
package io.crossim.persistence.files;

import org.jspecify.annotations.NullMarked;
