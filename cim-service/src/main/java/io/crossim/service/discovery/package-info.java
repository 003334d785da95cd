/**
 * Opens the discovery that the properties name, and finds the address that others can reach this
 * machine at. The names that are in use in the field ({@code app.zk.*}) are read here.
 */
@NullMarked
package io.crossim.service.discovery;

import org.jspecify.annotations.NullMarked;
