/** Holds the documents against the code, so that they cannot rot. */
@NullMarked
package io.crossim.documents;

import org.jspecify.annotations.NullMarked;
